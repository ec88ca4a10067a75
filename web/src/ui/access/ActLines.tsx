import type { ActPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { ActorName } from '../people'
import styles from './ActLines.module.css'

/** Events of the log: when, who, what, and where in the log. */
export function ActLines({ acts }: { acts: readonly ActPartsFragment[] }) {
  return (
    <ol className={styles.list}>
      {acts.map((act) => (
        <li key={act.id}>
          <ActLine act={act} />
        </li>
      ))}
    </ol>
  )
}

/** One of them. */
export function ActLine({ act }: { act: ActPartsFragment }) {
  const say = useText()
  const formats = useFormats()
  return (
    <div className={styles.act}>
      <time dateTime={act.at} className={styles.quiet}>
        {formats.minute(act.at)}
      </time>
      <bdi>{act.text}</bdi>
      {!act.text.includes(act.actor.name) && <ActorName actor={act.actor} />}
      {act.seq !== null && (
        <span className={styles.quiet}>{say('log.position', { position: formats.count(act.seq) })}</span>
      )}
    </div>
  )
}
