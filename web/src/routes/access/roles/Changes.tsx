import type { AccessDiffQuery } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { useRecordText } from '~/ui/access/useRecordText'
import { Arrow } from '~/ui/Arrow'
import { Section } from '~/ui/Section'
import styles from './RoleHistory.module.css'

type Change = AccessDiffQuery['rolePolicyDiff']['changes'][number]

/** What was recorded between two instants, oldest first: who asked, who agreed, why, and which values moved. */
export function Changes({ changes }: { changes: Change[] }) {
  const say = useText()
  return (
    <Section title={say('changes.title', { count: changes.length })}>
      {changes.length === 0 ? (
        <p className={styles.quiet}>{say('changes.none')}</p>
      ) : (
        <ol className={styles.list}>
          {changes.map((change) => (
            <li key={`${change.at} ${change.kind} ${change.subject}`} className={styles.version}>
              <ChangePart change={change} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

function ChangePart({ change }: { change: Change }) {
  const label = useLabel()
  const formats = useFormats()
  const told = useRecordText()
  const { record } = change
  return (
    <>
      <p className={styles.head}>
        <time dateTime={change.at}>{formats.minute(change.at)}</time>
        <span>
          {label('rulebookRow', change.kind)} · <bdi>{change.subject}</bdi>
        </span>
        <span className={styles.quiet}>{told(record)}</span>
      </p>
      {record.reason && (
        <p>
          <bdi>“{record.reason}”</bdi>
        </p>
      )}
      <ul className={styles.changes}>
        {change.changes.map(({ path, before, after }) => (
          <li key={path}>
            <code>{path}</code> <bdi>{before ?? '–'}</bdi> <Arrow /> <bdi>{after ?? '–'}</bdi>
          </li>
        ))}
      </ul>
    </>
  )
}
