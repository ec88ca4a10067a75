import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import styles from './Section.module.css'

interface Props {
  title: string
  /** What the section says while it is closed. */
  summary?: ReactNode
  /** A section that may close; open at first or not. */
  collapsible?: 'open' | 'closed'
  children: ReactNode
}

/** A part of a memo: a heading, what matters of it in a line, and the rest. */
export function Section({ title, summary, collapsible, children }: Props) {
  const [open, setOpen] = useState(collapsible !== 'closed')
  const id = useId()
  return (
    <section className={styles.root} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h2 id={`${id}-title`} className={styles.title}>
          {collapsible ? (
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={open}
              aria-controls={`${id}-body`}
              onClick={() => setOpen(!open)}
            >
              <IconChevronRight
                size={14}
                stroke={2}
                aria-hidden
                className={styles.chevron}
                data-open={open || undefined}
              />
              {title}
            </button>
          ) : (
            title
          )}
        </h2>
        {summary && <div className={styles.summary}>{summary}</div>}
      </div>
      <div id={`${id}-body`} hidden={!open} className={styles.body}>
        {children}
      </div>
    </section>
  )
}
