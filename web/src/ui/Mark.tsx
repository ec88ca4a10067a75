import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircle,
  IconCircleDot,
  IconClock,
  IconHelp,
  IconInfoCircle,
  IconSparkles,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Mark.module.css'

/** What a colour means; a word always stands beside it. */
export type Tone = 'you' | 'wait' | 'blocked' | 'risk' | 'done' | 'advice' | 'unknown' | 'info' | 'draft'

const icons = {
  you: IconCircleDot,
  wait: IconClock,
  blocked: IconBan,
  risk: IconAlertTriangle,
  done: IconCheck,
  advice: IconSparkles,
  unknown: IconHelp,
  info: IconInfoCircle,
  draft: IconCircle,
}

interface Props {
  tone: Tone
  children: ReactNode
  /** Without a ground: for rows that carry many. */
  plain?: boolean
}

/** A state in a word, with its icon and colour. */
export function Mark({ tone, children, plain }: Props) {
  const Icon = icons[tone]
  return (
    <span className={styles.root} data-tone={tone} data-plain={plain || undefined}>
      <Icon size={13} stroke={2} aria-hidden className={styles.icon} />
      <span>{children}</span>
    </span>
  )
}

/** The icon of a tone alone; its meaning must stand in words nearby. */
export function ToneIcon({ tone, size = 15 }: { tone: Tone; size?: number }) {
  const Icon = icons[tone]
  return <Icon size={size} stroke={2} aria-hidden className={styles.icon} data-tone={tone} />
}
