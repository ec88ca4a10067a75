import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { Changes } from './Changes'
import type { SetInFull } from './model'
import styles from './Changes.module.css'

interface Props {
  set: SetInFull
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onPublish: (reason?: string) => void
}

/** Says what puts a draft in force and what it changes, and asks for words where there is more to say. */
export function PublishDialog({ set, busy, problem, onClose, onPublish }: Props) {
  const say = useText()
  return (
    <CommentDialog
      title={say('rules.publish', { number: set.number })}
      text={say('rules.publishText')}
      doLabel={say('rules.publish', { number: set.number })}
      needed={false}
      most={1000}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={onPublish}
    >
      <div className={styles.within} tabIndex={0} role="group" aria-label={say('rules.changes')}>
        <Changes changes={set.difference} />
      </div>
    </CommentDialog>
  )
}
