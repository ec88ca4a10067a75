import type { AccessRowFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { type Column, DataTable } from '../DataTable'
import { ActorName } from '../people'
import { When } from '../When'
import styles from './AccessTable.module.css'
import { ActorCell } from '../ActorCell'
import { processOf } from './actions'
import { ConflictCount } from './ConflictCount'
import { ConflictLines } from './ConflictLines'
import { Ways } from './Ways'
import { Where } from './Where'

interface Props {
  caption: string
  rows: AccessRowFragment[]
  /** What the rows differ in, which comes first. */
  by: 'action' | 'person' | 'both'
  /** Key of the row that is open, from `accessKey`. */
  open?: string
  onOpen: (key?: string) => void
}

/** Names a row of access: stable, so that an address can open it. */
export const accessKey = ({ user, action }: Pick<AccessRowFragment, 'user' | 'action'>): string =>
  `${'id' in user ? user.id : user.name}.${action}`

/** Who may do what: where, up to how much, how often they did, in which conflicts it stands. Every row opens to its ways. */
export function AccessTable({ caption, rows, by, open, onOpen }: Props) {
  const say = useText()
  const label = useLabel()
  const person: Column<AccessRowFragment> = {
    id: 'person',
    label: say('access.person'),
    cell: ({ user }) => <ActorCell actor={user} />,
  }
  const action: Column<AccessRowFragment>[] = [
    { id: 'action', label: say('access.action'), cell: (row) => label('act', row.action) },
    {
      id: 'process',
      label: say('access.process'),
      cell: (row) => <span className={styles.quiet}>{label('process', processOf(row.action))}</span>,
    },
  ]
  const uses = (row: AccessRowFragment) => <Uses row={row} />
  const columns: Column<AccessRowFragment>[] = [
    ...(by === 'action' ? action : by === 'person' ? [person] : [person, ...action.slice(0, 1)]),
    {
      id: 'where',
      label: say('access.where'),
      wide: true,
      cell: ({ entities, group }) => <Where entities={entities} group={group} />,
    },
    { id: 'limit', label: say('access.limit'), align: 'end', cell: (row) => <Limit row={row} /> },
    ...(by === 'both' ? [] : [{ id: 'uses', label: say('access.uses'), align: 'end' as const, cell: uses }]),
    { id: 'last', label: say('access.lastUse'), cell: (row) => <LastUse row={row} /> },
    {
      id: 'conflicts',
      label: say('access.conflicts'),
      cell: ({ conflicts }) => <ConflictCount conflicts={conflicts} />,
    },
  ]
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={accessKey}
      open={open}
      onOpen={onOpen}
      detail={(row) => <Detail row={row} />}
      card={(row) => <Card row={row} by={by} />}
    />
  )
}

function Limit({ row }: { row: AccessRowFragment }) {
  const say = useText()
  return row.limit ? (
    <Amount money={row.limit} aligned />
  ) : (
    <span className={styles.quiet}>{say('limit.none')}</span>
  )
}

function Uses({ row }: { row: AccessRowFragment }) {
  const say = useText()
  const formats = useFormats()
  if (row.uses === null) return <span className={styles.quiet}>–</span>
  return row.uses > 0 ? (
    formats.count(row.uses)
  ) : (
    <span className={styles.quiet}>{say('access.used', { count: 0 })}</span>
  )
}

function LastUse({ row }: { row: AccessRowFragment }) {
  const say = useText()
  if (row.lastUsedAt) return <When at={row.lastUsedAt} />
  return <span className={styles.quiet}>{say(row.uses === null ? 'access.untold' : 'access.noUse')}</span>
}

function Card({ row, by }: { row: AccessRowFragment; by: Props['by'] }) {
  const say = useText()
  const label = useLabel()
  return (
    <span className={styles.card}>
      <b>{by === 'action' ? label('act', row.action) : <ActorName actor={row.user} />}</b>
      {by === 'both' && <span>{label('act', row.action)}</span>}
      <span className={styles.quiet}>
        <Where entities={row.entities} group={row.group} /> ·{' '}
        {row.limit ? <Amount money={row.limit} /> : say('limit.none')}
      </span>
      {row.conflicts.length > 0 && <ConflictCount conflicts={row.conflicts} />}
    </span>
  )
}

function Detail({ row }: { row: AccessRowFragment }) {
  const say = useText()
  return (
    <div className={styles.detail}>
      <section>
        <h3>{say('access.ways', { count: row.paths.length })}</h3>
        <Ways ways={row.paths} />
        <p className={styles.quiet}>
          {row.uses === null
            ? say('access.untold')
            : `${say('access.uses')}: ${say('access.used', { count: row.uses })}`}
        </p>
      </section>
      {row.conflicts.length > 0 && (
        <section>
          <h3>{say('access.conflicts')}</h3>
          <ConflictLines conflicts={row.conflicts} user={row.user} />
        </section>
      )}
    </div>
  )
}
