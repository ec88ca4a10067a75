import { useEffect, useRef } from 'react'
import { useStored } from './useStored'

/** Single letters may be switched off (WCAG 2.1.4). */
export function useKeysEnabled(): [boolean, (on: boolean) => void] {
  return useStored('keys', true)
}

const jumpMs = 1_000

/**
 * Binds keys of a page: "j", "?", "g i" (one after the other within a second).
 *
 * Nothing fires while a field is being typed in, a dialog or menu is open, or a modifier is held.
 */
export function useKeys(bindings: Record<string, (() => void) | undefined>): void {
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  useEffect(() => {
    let before = ''
    let at = 0
    let allowed = false
    // Asked on the way down: on the way up, what the key closed is no longer there.
    const onWay = (event: KeyboardEvent) => {
      allowed = lettersAllowed(event.target)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !allowed) return
      const key = latinKey(event)
      const pair = event.timeStamp - at < jumpMs ? `${before} ${key}` : ''
      const act = latest.current[pair] ?? latest.current[key]
      before = key
      at = event.timeStamp
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onWay, true)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onWay, true)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

/** The key's letter; on a keyboard of another script, the one that Latin keyboards have in its place. */
export function latinKey({ key, code }: KeyboardEvent): string {
  if (key === '؟' || key === '？') return '?'
  const place = /^Key([A-Z])$/.exec(code)?.[1]
  return place && /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key) ? place.toLowerCase() : key
}

function lettersAllowed(target: EventTarget | null): boolean {
  try {
    if (localStorage.getItem('countersign.keys') === 'false') return false
  } catch {
    // No storage: as if never switched off.
  }
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return false
  return !(
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]')
  )
}
