import { type ReactNode, useEffect, useRef } from 'react'
import { type Field, useMarks } from './marks'
import styles from './Place.module.css'

interface Props {
  field: Field | undefined
  children: ReactNode
}

/** A value on the document: pointing at it marks what we know of it, and the other way round. */
export function Place({ field, children }: Props) {
  const { marked, from, mark } = useMarks()
  const here = useRef<HTMLButtonElement>(null)
  const on = field !== undefined && marked === field.name
  useEffect(() => {
    if (on && from === 'memo') here.current?.scrollIntoView?.({ block: 'nearest' })
  }, [on, from])
  if (!field) return <bdi>{children}</bdi>
  return (
    <button
      ref={here}
      type="button"
      className={styles.place}
      data-on={on || undefined}
      data-source={field.source}
      onMouseEnter={() => mark(field.name, 'document')}
      onMouseLeave={() => mark(undefined, 'document')}
      onFocus={() => mark(field.name, 'document')}
      onBlur={() => mark(undefined, 'document')}
    >
      <bdi>{children}</bdi>
    </button>
  )
}

/** The same value on our side. */
export function Known({ name, children }: { name: string; children: ReactNode }) {
  const { marked, mark } = useMarks()
  return (
    <span
      className={styles.known}
      data-on={marked === name || marked === `${name}[1]` || undefined}
      onMouseEnter={() => mark(name, 'memo')}
      onMouseLeave={() => mark(undefined, 'memo')}
    >
      {children}
    </span>
  )
}
