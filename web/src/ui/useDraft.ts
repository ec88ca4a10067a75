import { useEffect, useRef, useState } from 'react'

const restMs = 250

/** What is being typed; handed on after a quarter of a second of rest. Follows `value` when that changes elsewhere. */
export function useDraft(
  value: string,
  onSettled: (value: string) => void,
): [string, (value: string) => void] {
  const [draft, setDraft] = useState(value)
  const [seen, setSeen] = useState(value)
  const settled = useRef(onSettled)
  useEffect(() => {
    settled.current = onSettled
  })
  if (value !== seen) {
    setSeen(value)
    setDraft(value)
  }
  useEffect(() => {
    if (draft === value) return
    const timer = setTimeout(() => settled.current(draft), restMs)
    return () => clearTimeout(timer)
  }, [draft, value])
  return [draft, setDraft]
}
