import type { InvoicePartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Arrow } from '~/ui/Arrow'
import { ActorName } from '~/ui/people'
import { When } from '~/ui/When'
import styles from './Timeline.module.css'

type Entry = InvoicePartsFragment['timeline']['edges'][number]['node']

/** What happened, newest last, told from events; each opens to its right and what changed. */
export function Timeline({ timeline }: { timeline: InvoicePartsFragment['timeline'] }) {
  const say = useText()
  return (
    <>
      <ol className={styles.list}>
        {timeline.edges.map(({ cursor, node }) => (
          <li key={cursor} className={styles.entry} data-phase={node.phase}>
            <EntryBody entry={node} />
          </li>
        ))}
      </ol>
      {timeline.pageInfo.hasNextPage && <p className={styles.quiet}>{say('timeline.more')}</p>}
    </>
  )
}

function EntryBody({ entry }: { entry: Entry }) {
  const say = useText()
  const { event } = entry
  const detail = event && (event.authority || event.reason || event.changes.length > 0)
  return (
    <>
      <p className={styles.text}>
        <bdi>{entry.text}</bdi>
      </p>
      <p className={styles.meta}>
        {entry.actor && <ActorName actor={entry.actor} />}
        {entry.phase === 'PAST' ? <When at={entry.at} /> : say('timeline.now')}
      </p>
      {detail && (
        <details className={styles.detail}>
          <summary>{say('timeline.detail')}</summary>
          {event.authority && (
            <p>
              <bdi>{event.authority}</bdi>
            </p>
          )}
          {event.reason && (
            <p>
              <bdi>“{event.reason}”</bdi>
            </p>
          )}
          {event.changes.length > 0 && (
            <ul>
              {event.changes.map((change) => (
                <li key={change.path}>
                  <code>{change.path}</code> <bdi>{change.before ?? '–'}</bdi> <Arrow />{' '}
                  <bdi>{change.after ?? '–'}</bdi>
                </li>
              ))}
            </ul>
          )}
          <p>
            {say('problem.request')} <code>{event.requestId}</code>
          </p>
        </details>
      )}
    </>
  )
}
