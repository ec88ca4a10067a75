import { IconPinFilled } from '@tabler/icons-react'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark } from '~/ui/Mark'
import { matchTone } from '~/ui/tones'
import { Due, When } from '~/ui/When'
import type { RankedTask } from './InboxScreen'
import styles from './TaskRow.module.css'

interface Props {
  task: RankedTask
  selected: boolean
  onSelect: () => void
}

/** A task in two lines: what, whose, how much, since when; and what is worth knowing before opening it. */
export function TaskRow({ task, selected, onSelect }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { subject } = task
  return (
    <button
      type="button"
      className={styles.root}
      aria-current={selected || undefined}
      onClick={onSelect}
      data-task={task.id}
    >
      <span className={styles.verb} data-kind={task.kind}>
        {label('taskVerb', task.kind)}
      </span>
      <span className={styles.subject}>
        <bdi className={styles.seller}>{subject.sellerName}</bdi>{' '}
        <bdi className={styles.number}>{subject.number}</bdi>
      </span>
      <span className={styles.amount}>
        <Amount money={subject.gross} aligned />
      </span>
      <span className={styles.age}>
        <When at={task.createdAt} />
      </span>
      <span className={styles.detail}>
        {task.rank?.pinned && (
          <span className={styles.pinned}>
            <IconPinFilled size={12} aria-hidden /> {say('inbox.pinned')}
          </span>
        )}
        {subject.dueOn && (
          <span>
            <Due day={subject.dueOn} />
          </span>
        )}
        {subject.discount && formats.daysUntil(subject.discount.until) >= 0 && (
          <span className={styles.discount}>
            {say('inbox.discount', {
              amount: formats.money(subject.discount.worth),
              day: formats.day(subject.discount.until),
            })}
          </span>
        )}
        {subject.kind !== 'INVOICE' && <span>{label('kind', subject.kind)}</span>}
        {subject.match && (
          <Mark tone={matchTone(subject.match.outcome)} plain>
            {label('match', subject.match.outcome)}
          </Mark>
        )}
        {task.onBehalfOf && <span>{say('actor.for', { name: task.onBehalfOf.name })}</span>}
        <span>{subject.entity.code}</span>
        {task.rank && (
          <span title={task.rank.reasons.map(({ sentence }) => sentence).join(' ')}>
            {say('inbox.waiting', { amount: formats.money(task.rank.score) })}
          </span>
        )}
      </span>
    </button>
  )
}
