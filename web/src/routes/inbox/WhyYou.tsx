import { IconChevronDown } from '@tabler/icons-react'
import type { TaskCardPartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { RouteChanges } from '~/ui/item/RouteChanges'
import { RoutePath } from '~/ui/item/RoutePath'
import { Key } from '~/ui/Key'
import type { RankedTask } from './InboxScreen'
import styles from './WhyYou.module.css'

interface Props {
  task: TaskCardPartsFragment
  /** Why it stands where it stands. */
  rank?: RankedTask['rank']
  viewerId: string
  open: boolean
  onOpen: (open: boolean) => void
}

/** Why the task came to the viewer: a sentence, and the route on demand. */
export function WhyYou({ task, rank, viewerId, open, onOpen }: Props) {
  const say = useText()
  const { route } = task.subject
  return (
    <section className={styles.root} aria-label={say('why.title')}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        onClick={() => onOpen(!open)}
        disabled={!route}
      >
        <span>{say('why.title')}</span>
        {route && (
          <span className={styles.more}>
            {task.step !== null && say('why.step', { step: task.step, of: route.steps.length })}
            <Key>w</Key>
            <IconChevronDown size={14} aria-hidden data-open={open || undefined} className={styles.chevron} />
          </span>
        )}
      </button>
      <p className={styles.because}>
        <bdi>{task.because}</bdi>
      </p>
      {rank?.reasons.map(({ kind, sentence }) => (
        <p key={kind} className={styles.because}>
          <bdi>{sentence}</bdi>
        </p>
      ))}
      {route?.changedFrom && !open && (
        <p className={styles.anew}>{say('why.anew', { round: route.round })}</p>
      )}
      {open && route && (
        <div className={styles.route}>
          {route.explanation.chosen && (
            <p>
              {say('why.row', {
                row: route.explanation.chosen.order,
                version: route.policy.number,
                name: route.explanation.chosen.name,
              })}
            </p>
          )}
          <RouteChanges route={route} />
          <RoutePath steps={route.steps} viewerId={viewerId} />
        </div>
      )}
    </section>
  )
}
