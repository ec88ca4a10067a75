import type { GrantPartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { useRecordText } from '~/ui/access/useRecordText'
import { Where } from '~/ui/access/Where'
import { Amount } from '~/ui/Amount'
import { type Column, DataTable } from '~/ui/DataTable'
import { Pager, type PageState } from '~/ui/Pager'
import { Section } from '~/ui/Section'
import { When } from '~/ui/When'
import styles from './Holders.module.css'
import type { Role } from './versions'

/** Pages of those who hold a role. */
export interface HolderPages {
  page: PageState
  onNext: () => void
  onPrevious: () => void
}

/** Who holds a role: where, up to how much, how long, and who asked and agreed. */
export function Holders({ role, page, onNext, onPrevious }: HolderPages & { role: Role }) {
  const say = useText()
  const told = useRecordText()
  const whole = !page.hasNextPage && !page.hasPreviousPage
  const rows = role.grants.edges.map(({ node }) => node)
  const columns: Column<GrantPartsFragment>[] = [
    { id: 'person', label: say('access.person'), cell: ({ user }) => <ActorCell actor={user} /> },
    {
      id: 'where',
      label: say('access.where'),
      cell: ({ entities, group }) => <Where entities={entities} group={group} />,
    },
    {
      id: 'limit',
      label: say('access.limit'),
      align: 'end',
      cell: ({ limit }) =>
        limit ? <Amount money={limit} aligned /> : <span className={styles.quiet}>{say('limit.none')}</span>,
    },
    { id: 'from', label: say('grant.from'), cell: ({ validFrom }) => <When at={validFrom} /> },
    {
      id: 'to',
      label: say('grant.to'),
      cell: ({ validTo }) =>
        validTo ? <When at={validTo} /> : <span className={styles.quiet}>{say('grant.open')}</span>,
    },
    {
      id: 'record',
      label: say('grant.record'),
      wide: true,
      cell: ({ record, emergency }) => {
        const text = [
          ...(emergency ? [say('way.emergency', { ticket: emergency })] : []),
          told(record),
          record.reason,
        ]
          .filter(Boolean)
          .join(' · ')
        return <bdi title={text}>{text}</bdi>
      },
    },
  ]
  return (
    <Section title={whole ? say('role.holders', { count: rows.length }) : say('role.holding')}>
      {rows.length === 0 ? (
        <p className={styles.quiet}>{say('role.nobody')}</p>
      ) : (
        <DataTable
          caption={say('role.holding')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          card={(row) => (
            <div className={styles.card}>
              <b>
                <ActorCell actor={row.user} />
              </b>
              <span>
                <Where entities={row.entities} group={row.group} /> ·{' '}
                {row.limit ? <Amount money={row.limit} /> : say('limit.none')}
              </span>
              <span className={styles.quiet}>
                <When at={row.validFrom} /> · {told(row.record)}
              </span>
              {row.record.reason && <bdi className={styles.quiet}>{row.record.reason}</bdi>}
            </div>
          )}
        />
      )}
      {(page.hasNextPage || page.hasPreviousPage) && (
        <Pager shown={rows.length} page={page} onNext={onNext} onPrevious={onPrevious} />
      )}
    </Section>
  )
}
