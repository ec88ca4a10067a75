import { useEffect, useRef } from 'react'
import styles from './Tabs.module.css'

interface Props<T extends string> {
  /** What the parts are of, for those who hear it. */
  label: string
  tabs: readonly { id: T; label: string; href: string }[]
  current: T
}

/** The parts of a page as links; the one that is shown comes into sight where they do not all fit. */
export function Tabs<T extends string>({ label, tabs, current }: Props<T>) {
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <nav ref={nav} className={styles.tabs} aria-label={label}>
      {tabs.map((part) => (
        <a
          key={part.id}
          href={part.href}
          className={styles.tab}
          aria-current={part.id === current ? 'page' : undefined}
        >
          {part.label}
        </a>
      ))}
    </nav>
  )
}
