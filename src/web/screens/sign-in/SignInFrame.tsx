import { type ReactNode, useEffect } from 'react'
import { Logo } from '../../shell/Logo.tsx'

type SignInFrameProps = {
  title: string
  /** Under the title. */
  lead?: ReactNode
  children: ReactNode
  /** Quiet, at the foot: another way in. */
  foot?: ReactNode
}

/** The frame of the screens before one is signed in: one narrow column and nothing else. */
export function SignInFrame({ title, lead, children, foot }: SignInFrameProps) {
  useEffect(() => {
    document.title = `${title} · Throughline`
    return () => {
      document.title = 'Throughline'
    }
  }, [title])
  return (
    <main className="flex min-h-dvh flex-col items-center bg-sunken px-4 pt-[max(3rem,14vh)] pb-10">
      <div className="w-full max-w-[23rem]">
        <div className="mb-6 flex items-center gap-2.5 px-1">
          <Logo className="size-7" />
          <span className="text-lg font-semibold tracking-tight">Throughline</span>
        </div>
        <div className="rounded-xl border border-line bg-raised p-6 shadow-control phone:p-5">
          <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
          {lead && <div className="mt-1.5 text-md text-pretty text-muted">{lead}</div>}
          <div className="mt-5">{children}</div>
        </div>
        {foot && <div className="mt-4 px-1 text-pretty text-muted">{foot}</div>}
      </div>
    </main>
  )
}
