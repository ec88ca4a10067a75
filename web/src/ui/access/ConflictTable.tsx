import type { ReactNode } from 'react'
import type { ConflictRowFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { type Column, DataTable } from '../DataTable'
import { Mark, type Tone } from '../Mark'
import { ActorName } from '../people'
import { When } from '../When'
import { ActorCell } from '../ActorCell'
import styles from './ConflictTable.module.css'
import { RiskMark } from '../RiskMark'
import { Where } from './Where'

interface Props<Row extends ConflictRowFragment> {
  caption: string
  rows: Row[]
  /** Id of the conflict that is open. */
  open?: string
  onOpen: (id?: string) => void
  /** What a row opens to. */
  detail: (row: Row) => ReactNode
  /** Of conflicts that are only possible: without what exercised ones have. */
  brief?: boolean
}

const ofExercised = ['kind', 'since', 'money']

/** Mitigated is not done: somebody keeps it in check for a time. */
export function conflictTone({ state, mitigation }: ConflictRowFragment): Tone {
  if (mitigation?.overdue) return 'risk'
  switch (state) {
    case 'OPEN':
      return 'blocked'
    case 'MITIGATED':
      return 'info'
    default:
      return 'draft'
  }
}

/** People on both sides of a rule. */
export function ConflictTable<Row extends ConflictRowFragment>({
  caption,
  rows,
  open,
  onOpen,
  detail,
  brief,
}: Props<Row>) {
  const say = useText()
  const label = useLabel()
  const state = (row: ConflictRowFragment) => (
    <Mark tone={conflictTone(row)} plain>
      {row.mitigation?.overdue ? say('mitigation.overdue') : label('conflictState', row.state)}
    </Mark>
  )
  const columns: Column<ConflictRowFragment>[] = [
    { id: 'person', label: say('access.person'), cell: ({ user }) => <ActorCell actor={user} /> },
    {
      id: 'rule',
      label: say('conflicts.rule'),
      wide: true,
      cell: ({ rule }) => (
        <bdi title={rule.name}>
          {rule.key} {rule.name}
        </bdi>
      ),
    },
    { id: 'risk', label: say('conflicts.risk'), cell: ({ rule }) => <RiskMark risk={rule.risk} /> },
    { id: 'kind', label: say('conflicts.kind'), cell: ({ kind }) => label('conflictKind', kind) },
    {
      id: 'where',
      label: say('access.where'),
      cell: ({ entities }) => <Where entities={entities} group={entities.length === 0} />,
    },
    { id: 'since', label: say('conflicts.since'), cell: ({ since }) => <When at={since} /> },
    {
      id: 'money',
      label: say('conflicts.money'),
      align: 'end',
      cell: ({ exposure }) => <Amount money={exposure} aligned />,
    },
    { id: 'state', label: say('conflicts.state'), cell: state },
  ]
  return (
    <DataTable
      caption={caption}
      columns={brief ? columns.filter(({ id }) => !ofExercised.includes(id)) : columns}
      rows={rows}
      rowKey={({ id }) => id}
      open={open}
      onOpen={onOpen}
      detail={detail}
      card={(row) => (
        <span className={styles.card}>
          <b>
            <ActorName actor={row.user} />
          </b>
          <bdi>
            {row.rule.key} {row.rule.name}
          </bdi>
          <span className={styles.marks}>
            <RiskMark risk={row.rule.risk} />
            <span>{label('conflictKind', row.kind)}</span>
            {state(row)}
            {row.exposure && <Amount money={row.exposure} />}
          </span>
        </span>
      )}
    />
  )
}
