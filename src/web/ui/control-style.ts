/** The frame of everything one types or chooses in. 16 px on a phone, so that iOS does not zoom. */
export const controlFrame =
  'rounded-md border border-control bg-canvas text-ink transition-colors duration-100 hover:border-muted ' +
  'aria-invalid:border-danger has-aria-invalid:border-danger data-popup-open:border-accent ' +
  'phone:text-[16px]'

export const controlFocus =
  'focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus'

/** The same for a frame around an input. */
export const controlFocusWithin =
  'has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-focus'

export const bareInput = 'min-w-0 flex-1 bg-transparent outline-none'

/** Lists that open under a control, menus and popovers. */
export const popupFrame =
  'rounded-lg bg-raised text-ink shadow-pop outline-none origin-(--transform-origin) transition-[opacity,scale] duration-100 ease-out ' +
  'data-starting-style:opacity-0 data-starting-style:scale-98 data-ending-style:opacity-0 data-instant:transition-none'

export const popupItem =
  'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-highlighted:bg-highlight data-disabled:opacity-55 pointer-coarse:min-h-11'
