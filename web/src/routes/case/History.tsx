import type { ReactNode } from 'react'
import { useLabel, useText } from '~/i18n/useText'
import { ActorName, PersonName } from '~/ui/people'
import { Section } from '~/ui/Section'
import { When } from '~/ui/When'
import styles from './History.module.css'
import type { CaseInFull } from './model'

interface Entry {
  what: string
  at?: string
  who?: ReactNode
  note?: string
  /** Still to come. */
  ahead?: boolean
}

/** What happened to a case and what is still to come, in order. */
export function History({ found, mayReadLog }: { found: CaseInFull; mayReadLog: boolean }) {
  const say = useText()
  const label = useLabel()
  const { openedAt, openedBy, dueAt, escalatedTo, resolution, overdue } = found
  const open = resolution === null
  const wasDue = overdue || (resolution !== null && dueAt < resolution.at)
  const entries: (Entry | false)[] = [
    {
      what: say(openedBy ? 'case.openedBy' : 'case.opened'),
      at: openedAt,
      who: openedBy && <PersonName person={openedBy} quiet />,
    },
    wasDue && { what: say('case.history.wasDue'), at: dueAt },
    escalatedTo !== null && {
      what: say('case.history.escalated'),
      who: <PersonName person={escalatedTo} quiet />,
    },
    resolution !== null && {
      what: say('case.history.resolved', { code: label('resolution', resolution.code) }),
      at: resolution.at,
      who: <ActorName actor={resolution.by} />,
      note: resolution.note,
    },
    open && !overdue && { what: say('case.history.due'), at: dueAt, ahead: true },
  ]
  return (
    <Section
      title={say('case.history')}
      summary={
        mayReadLog && (
          <a href={`/access/log?subject=${encodeURIComponent(found.id)}`} className={styles.link}>
            {say('case.history.log')}
          </a>
        )
      }
    >
      <ol className={styles.list}>
        {entries
          .filter((entry) => entry !== false)
          .map(({ what, at, who, note, ahead }) => (
            <li key={what} className={styles.entry} data-ahead={ahead || undefined}>
              <p className={styles.what}>{what}</p>
              {(who ?? at) && (
                <p className={styles.meta}>
                  {who}
                  {at && <When at={at} />}
                </p>
              )}
              {note && (
                <p className={styles.note}>
                  <bdi>{note}</bdi>
                </p>
              )}
            </li>
          ))}
      </ol>
    </Section>
  )
}
