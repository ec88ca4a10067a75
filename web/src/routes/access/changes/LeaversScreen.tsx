import type { LeaversQuery } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { Listing } from '~/ui/Listing'
import type { Column } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import type { RegisterProps } from './DelegationsScreen'
import styles from './LeaversScreen.module.css'
import { RegisterNav } from './RegisterNav'

export type LeaverRow = LeaversQuery['leavers'][number]

const counted = [
  'grants',
  'delegations',
  'emergencies',
  'serviceAccounts',
  'changes',
  'tasks',
  'unasked',
  'cases',
  'jobs',
] as const

/** Who left: how fast their access was gone, what ended with it, and what they did after. */
export function LeaversScreen({ registers, ...list }: RegisterProps<LeaverRow>) {
  const say = useText()
  const formats = useFormats()
  const planned = <span className={styles.quiet}>{say('leaver.planned')}</span>
  const lag = ({ lagSeconds }: LeaverRow) =>
    lagSeconds === null ? '–' : say('leaver.seconds', { seconds: formats.decimal(lagSeconds.toFixed(1)) })
  const columns: Column<LeaverRow>[] = [
    { id: 'person', label: say('access.person'), wide: true, cell: ({ user }) => <ActorCell actor={user} /> },
    { id: 'noticed', label: say('leaver.noticed'), cell: ({ noticedAt }) => <When at={noticedAt} /> },
    { id: 'leaves', label: say('leaver.effective'), cell: ({ effectiveAt }) => <When at={effectiveAt} /> },
    {
      id: 'removed',
      label: say('leaver.removed'),
      cell: ({ removedAt }) => (removedAt ? <When at={removedAt} /> : planned),
    },
    { id: 'lag', label: say('leaver.lag'), align: 'end', cell: lag },
    {
      id: 'after',
      label: say('leaver.actsAfter'),
      align: 'end',
      cell: ({ actsAfter }) => formats.count(actsAfter),
    },
  ]
  return (
    <Page
      title={say('register.leavers')}
      tools={<RegisterNav registers={registers} here="register.leavers" />}
    >
      <Listing
        {...list}
        words={{
          caption: say('register.leavers'),
          loading: say('leaver.loading'),
          forbidden: say('leaver.forbidden'),
          nothing: say('leaver.nothing'),
        }}
        columns={columns}
        rowKey={({ user }) => user.id}
        card={(row) => (
          <Card title={<PersonName person={row.user} />} quiet={`${say('leaver.lag')}: ${lag(row)}`}>
            <When at={row.effectiveAt} />
            {row.removedAt === null && planned}
          </Card>
        )}
        detail={(row) => <LeaverDetail leaver={row} />}
      />
    </Page>
  )
}

function LeaverDetail({ leaver }: { leaver: LeaverRow }) {
  const say = useText()
  const formats = useFormats()
  return (
    <div className={styles.detail}>
      <Facts
        items={[
          [say('record.reason'), <bdi key="reason">{leaver.reason}</bdi>],
          [say('leaver.by'), <PersonName key="by" person={leaver.recordedBy} />],
          [say('leaver.actsAfter'), formats.count(leaver.actsAfter)],
          [say('leaver.actsBetween'), formats.count(leaver.actsBetween)],
        ]}
      />
      <section>
        <h2 className={styles.title}>{say('leaver.ended')}</h2>
        <Facts items={counted.map((what) => [say(`leaver.${what}`), formats.count(leaver.ended[what])])} />
      </section>
    </div>
  )
}
