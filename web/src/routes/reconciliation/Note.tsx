import type { ReactNode } from 'react'
import { type Tone, ToneIcon } from '~/ui/Mark'
import styles from './Note.module.css'

/** A sentence with the icon of its tone; it breaks where a mark would not. */
export function Note({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <p className={styles.root}>
      <ToneIcon tone={tone} size={14} />
      <bdi>{children}</bdi>
    </p>
  )
}
