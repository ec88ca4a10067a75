import { useLocation, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useSession } from './session'

/** Reads and changes the part of the address that a page owns. `read` is the page's own reader. */
export function useAddress<S extends object>(
  read: (search: Record<string, unknown>) => S,
): [S, (search: Partial<S>, replace?: boolean) => void] {
  const router = useRouter()
  const raw = useLocation({ select: ({ search }) => search as Record<string, unknown> })
  const set = useCallback(
    (part: Partial<S>, replace = false) => {
      void router.navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...part })) as never,
        replace,
      })
    },
    [router],
  )
  return [read(raw), set]
}

/** The entity that lists are narrowed to, from the address; undefined for all. */
export function useEntity(): { id: string; code: string; name: string; base: string } | undefined {
  const { entities } = useSession()
  const code = useLocation({ select: ({ search }) => (search as { entity?: string }).entity })
  return entities.find((entity) => entity.code === code)
}

/** Goes to a path of the console, keeping what `keepPlace` keeps. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return useCallback((href) => void router.navigate({ href: keepPlace(href) }), [router])
}

/**
 * A path with what goes along from the present address, unless it says so itself: the entity everywhere, the instant that
 * access is looked at within that area.
 */
export function keepPlace(href: string): string {
  const here = new URLSearchParams(window.location.search)
  const target = new URL(href, window.location.origin)
  const within = (path: string) => /^\/access(\/|$)/.test(path)
  const kept = within(target.pathname) ? ['entity', 'asOf'] : ['entity']
  for (const name of kept) {
    const value = here.get(name)
    if (value && !target.searchParams.has(name)) target.searchParams.set(name, value)
  }
  return target.pathname + target.search + target.hash
}
