import type { LogRowFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Arrow } from '~/ui/Arrow'
import { Facts } from '~/ui/Facts'
import styles from './EventDetail.module.css'
import { Inclusion, type InclusionProps } from './Inclusion'

/** What an event opens to: by which right, why, what changed, and the proof that it is in the log. */
export function EventDetail({ event, ...proof }: InclusionProps & { event: LogRowFragment }) {
  const say = useText()
  return (
    <div className={styles.root}>
      <section className={styles.part}>
        <Facts
          items={[
            [say('log.authority'), event.authority && <bdi key="authority">{event.authority}</bdi>],
            [say('record.reason'), event.reason && <bdi key="reason">{event.reason}</bdi>],
            [say('log.command'), <code key="command">{event.command}</code>],
            [say('log.auth'), event.auth && <code key="auth">{event.auth}</code>],
            [
              say('log.rulebook'),
              event.rulebook === null ? null : say('policies.version', { version: event.rulebook }),
            ],
            [
              say('log.subject'),
              <code key="subject" className={styles.code}>
                {event.subject}
              </code>,
            ],
            [
              say('problem.request'),
              event.requestId && (
                <code key="request" className={styles.code}>
                  {event.requestId}
                </code>
              ),
            ],
          ]}
        />
        {event.changes.length > 0 && (
          <>
            <h2 className={styles.title}>{say('log.changes')}</h2>
            <ul className={styles.changes}>
              {event.changes.map(({ path, before, after }) => (
                <li key={path}>
                  <code>{path}</code> <bdi>{before ?? '–'}</bdi> <Arrow /> <bdi>{after ?? '–'}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <Inclusion {...proof} />
    </div>
  )
}
