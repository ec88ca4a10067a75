import type { LogRowFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { type Column, DataTable } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import { ActorName } from '~/ui/people'
import { EventDetail } from './EventDetail'
import type { InclusionProps } from './Inclusion'
import styles from './LogTable.module.css'

export interface LogTableProps extends InclusionProps {
  rows: LogRowFragment[]
  /** Id of the event that is open. */
  open?: string
  onOpen: (id?: string) => void
}

/** Events of the log with their positions; each opens to its proof. */
export function LogTable({ rows, open, onOpen, ...proof }: LogTableProps) {
  const say = useText()
  const formats = useFormats()
  const position = ({ seq }: LogRowFragment) => (seq === null ? '–' : formats.count(seq))
  const columns: Column<LogRowFragment>[] = [
    {
      id: 'position',
      label: say('log.seq'),
      cell: (row) => <span className={styles.number}>{position(row)}</span>,
    },
    {
      id: 'at',
      label: say('log.at'),
      cell: ({ at }) => (
        <time dateTime={at} title={formats.instant(at)} className={styles.number}>
          {formats.minute(at)}
        </time>
      ),
    },
    {
      id: 'who',
      label: say('log.who'),
      cell: ({ actor, onBehalfOf }) => (
        <>
          <ActorCell actor={actor} />
          {onBehalfOf && <span className={styles.quiet}> {say('actor.for', { name: onBehalfOf.name })}</span>}
        </>
      ),
    },
    {
      id: 'what',
      label: say('log.what'),
      wide: true,
      cell: ({ text }) => <bdi title={text}>{text}</bdi>,
    },
    { id: 'kind', label: say('log.kind'), cell: ({ kind }) => <Kind kind={kind} /> },
  ]
  return (
    <DataTable
      caption={say('place.log')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      open={open}
      onOpen={onOpen}
      detail={(row) => <EventDetail event={row} {...proof} />}
      card={(row) => (
        <span className={styles.card}>
          <bdi>{row.text}</bdi>
          <span className={styles.marks}>
            <ActorName actor={row.actor} />
            <Kind kind={row.kind} />
          </span>
          <span className={styles.quiet}>
            {formats.minute(row.at)} · {say('log.position', { position: position(row) })}
          </span>
        </span>
      )}
    />
  )
}

function Kind({ kind }: { kind: string }) {
  return kind === 'access.refused' || kind === 'access.sign_in_refused' ? (
    <Mark tone="blocked" plain>
      <code>{kind}</code>
    </Mark>
  ) : (
    <code className={styles.quiet}>{kind}</code>
  )
}
