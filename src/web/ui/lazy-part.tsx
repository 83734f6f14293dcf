import {
  type ComponentType,
  type FunctionComponent,
  type ReactNode,
  Suspense,
  startTransition,
  use,
  useState,
} from 'react'
import { MissingNotice, MissingPart } from './MissingPart.tsx'

type PartOptions<P> = {
  /** In its place while it is fetched. */
  waiting?: ReactNode
  /** For what opens above the page: closes it when it cannot be fetched, and the reader is told at the foot. */
  close?: (props: P) => void
}

type LazyPart<P> = FunctionComponent<P> & { preload: () => Promise<void> }

/** A part of the page whose code arrives on demand. Where it cannot be fetched the page stands, and one can try again. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { waiting = null, close }: PartOptions<P> = {},
): LazyPart<P> {
  let state: 'wanted' | 'here' | 'missing' = 'wanted'
  let fetched: Promise<ComponentType<P> | null> | undefined
  const fetchPart = (): Promise<ComponentType<P> | null> => {
    fetched ??= load().then(
      (found) => {
        state = 'here'
        return found
      },
      () => {
        state = 'missing'
        return null
      },
    )
    return fetched
  }
  const fetchAgain = (): Promise<ComponentType<P> | null> => {
    if (state === 'missing') {
      state = 'wanted'
      fetched = undefined
    }
    return fetchPart()
  }
  function Part(props: P) {
    const [part, setPart] = useState(fetchPart)
    const [tries, setTries] = useState(0)
    const Found = use(part)
    if (Found) return <Found {...props} />
    if (close) {
      const leave = (): void => {
        state = 'wanted'
        fetched = undefined
        close(props)
      }
      return <MissingNotice onTold={leave} />
    }
    const retry = (): void =>
      startTransition(() => {
        setTries(tries + 1)
        setPart(fetchAgain())
      })
    return <MissingPart tries={tries} onRetry={retry} />
  }
  function Lazy(props: P) {
    if (state !== 'here' && 'open' in props && props.open === false) return null
    return (
      <Suspense fallback={waiting}>
        <Part {...props} />
      </Suspense>
    )
  }
  const preload = async (): Promise<void> => void (await fetchAgain())
  return Object.assign(Lazy, { preload })
}
