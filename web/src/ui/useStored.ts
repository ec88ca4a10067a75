import { useCallback, useState } from 'react'

/** State that this browser remembers under a key; JSON. Private windows that refuse storage still work, forgetting. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const name = `countersign.${key}`
  const [value, setValue] = useState<T>(() => {
    try {
      const stored = localStorage.getItem(name)
      return stored === null ? initial : (JSON.parse(stored) as T)
    } catch {
      return initial
    }
  })
  const set = useCallback(
    (next: T) => {
      setValue(next)
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // Remembering is a convenience; not remembering is no failure.
      }
    },
    [name],
  )
  return [value, set]
}
