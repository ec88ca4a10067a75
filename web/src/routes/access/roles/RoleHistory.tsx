import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { useRecordText } from '~/ui/access/useRecordText'
import { Arrow } from '~/ui/Arrow'
import { Section } from '~/ui/Section'
import styles from './RoleHistory.module.css'
import { differenceOf, type Role, type Version, type VersionDifference } from './versions'

/** All versions of a role, newest first: when, who asked, who agreed, why, and what was different. */
export function RoleHistory({ role }: { role: Role }) {
  const say = useText()
  return (
    <Section title={say('role.history', { count: role.history.length })}>
      <ol className={styles.list}>
        {role.history.map((version, index) => (
          <li key={version.record.from} className={styles.version}>
            <VersionPart version={version} difference={differenceOf(version, role.history[index + 1])} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function VersionPart({ version, difference }: { version: Version; difference?: VersionDifference }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const told = useRecordText()
  const { record } = version
  return (
    <>
      <p className={styles.head}>
        <time dateTime={record.from}>{formats.minute(record.from)}</time>
        <span className={styles.quiet}>{told(record)}</span>
      </p>
      {record.reason && (
        <p>
          <bdi>“{record.reason}”</bdi>
        </p>
      )}
      {difference ? (
        <ul className={styles.changes}>
          {difference.name && <Moved label={say('roles.name')} {...difference.name} />}
          {difference.purpose && <Moved label={say('roles.purpose')} {...difference.purpose} />}
          {difference.gained.map((action) => (
            <Change key={action} sign="+" text={say('role.gained', { what: label('act', action) })} />
          ))}
          {difference.lost.map((action) => (
            <Change key={action} sign="−" text={say('role.lost', { what: label('act', action) })} />
          ))}
          {difference.inherits.map((key) => (
            <Change key={key} sign="+" text={say('role.inheritsNow', { what: key })} />
          ))}
          {difference.inheritsNoMore.map((key) => (
            <Change key={key} sign="−" text={say('role.inheritsNoMore', { what: key })} />
          ))}
        </ul>
      ) : (
        <p className={styles.quiet}>{say('role.first', { count: version.actions.length })}</p>
      )}
    </>
  )
}

function Moved({ label, before, after }: { label: string; before: string; after: string }) {
  return (
    <li>
      <span className={styles.quiet}>{label}</span> <bdi>{before}</bdi> <Arrow /> <bdi>{after}</bdi>
    </li>
  )
}

function Change({ sign, text }: { sign: '+' | '−'; text: string }) {
  return (
    <li className={styles.change} data-sign={sign}>
      <span aria-hidden>{sign}</span> {text}
    </li>
  )
}
