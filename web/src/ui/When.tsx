import { Tooltip } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'

interface InstantProps {
  /** RFC 3339. */
  at: string
  /** The entity's zone: shown beside the viewer's own on hover when it differs. */
  timeZone?: string
}

/** Time since or until an instant; the exact one on hover. */
export function When({ at, timeZone }: InstantProps) {
  const formats = useFormats()
  const own = formats.instant(at)
  const there = timeZone ? formats.instant(at, timeZone) : own
  return (
    <Tooltip label={there === own ? own : `${own} · ${there}`}>
      <time dateTime={at}>{formats.relative(at)}</time>
    </Tooltip>
  )
}

/** A plain date; weekday and year on hover. */
export function Day({ day }: { day: string | null | undefined }) {
  const formats = useFormats()
  if (!day) return <span style={{ color: 'var(--cs-quiet)' }}>–</span>
  return (
    <time dateTime={day} title={formats.dayLong(day)} style={{ whiteSpace: 'nowrap' }}>
      {formats.day(day)}
    </time>
  )
}

interface DueProps {
  day: string
  timeZone?: string
}

/** When something is due, in words while it is near: "due today", "3 days overdue". */
export function Due({ day, timeZone }: DueProps) {
  const formats = useFormats()
  const say = useText()
  const days = formats.daysUntil(day, timeZone)
  const text =
    days < 0
      ? say('due.overdue', { days: -days })
      : days <= 7
        ? say('due.soon', { days })
        : say('due.on', { day: formats.day(day) })
  const color = days < 0 ? 'var(--cs-blocked)' : days <= 2 ? 'var(--cs-risk)' : undefined
  return (
    <time dateTime={day} title={formats.dayLong(day)} style={{ color }}>
      {text}
    </time>
  )
}
