import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { Listing } from '~/ui/Listing'
import { Mark } from '~/ui/Mark'
import type { LineRow, Money, Reason } from '../model'
import { Part } from '../Part'
import type { Rule } from '../rules/model'
import { ClusterDetail, type DetailProps } from './ClusterDetail'
import styles from './ClustersScreen.module.css'
import { Oddities, type Oddity } from './Oddities'

/** Open lines of one kind, and the rule that would settle most of them. */
export interface Cluster {
  id: string
  label: string
  size: number
  amount: Money
  /** What its lines have in common; the weight is the share that has it. */
  features: Reason[]
  /** The first of them, at most 50. */
  lines: LineRow[]
  proposedRule: Rule | null
  expectedHits: number | null
  counterExamples: number | null
  support: number | null
}

export interface ClustersProps extends Omit<DetailProps, 'cluster'> {
  list: Loaded<Cluster[]>
  /** Open lines unlike others of their kind. */
  odd: Oddity[]
  /** Id of the one that is open. */
  open?: string
  onOpen: (id?: string) => void
  onRetry: () => void
}

/** Open lines by kind, the largest first: what a rule could settle stands beside each. */
export function ClustersScreen({ list, odd, open, onOpen, onRetry, ...detail }: ClustersProps) {
  const say = useText()
  const formats = useFormats()
  const columns: Column<Cluster>[] = [
    { id: 'kind', label: say('clusters.kind'), wide: true, cell: ({ label }) => <bdi>{label}</bdi> },
    { id: 'rule', label: say('clusters.rule'), cell: (row) => <Proposal cluster={row} /> },
    { id: 'size', label: say('work.lines'), align: 'end', cell: ({ size }) => formats.count(size) },
    {
      id: 'amount',
      label: say('work.amount'),
      align: 'end',
      cell: ({ amount }) => <Amount money={amount} aligned />,
    },
  ]
  return (
    <Part>
      {list.state === 'ready' && list.data.length > 0 && <Summary clusters={list.data} />}
      <Oddities list={odd} href={detail.lineHref} />
      <Listing
        list={list.state === 'ready' ? { ...list, data: { rows: list.data } } : list}
        words={{
          caption: say('tab.clusters'),
          loading: say('clusters.loading'),
          forbidden: say('board.forbidden'),
          nothing: say('clusters.nothing'),
        }}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card
            title={<bdi>{row.label}</bdi>}
            quiet={
              <>
                {say('runs.lines', { count: row.size })} · <Amount money={row.amount} />
              </>
            }
          >
            <Proposal cluster={row} />
          </Card>
        )}
        detail={(row) => <ClusterDetail cluster={row} {...detail} />}
        open={open}
        onOpen={onOpen}
        onRetry={onRetry}
      />
    </Part>
  )
}

function Summary({ clusters }: { clusters: Cluster[] }) {
  const say = useText()
  const lines = clusters.reduce((sum, { size }) => sum + size, 0)
  const settled = clusters.reduce((sum, { expectedHits }) => sum + (expectedHits ?? 0), 0)
  return (
    <p className={styles.summary}>
      {say('clusters.summary', { kinds: clusters.length, lines })}
      {settled > 0 && ` ${say('clusters.summaryRules', { lines: settled })}`}
    </p>
  )
}

/** What a rule would do for a cluster, in a few words. */
function Proposal({ cluster }: { cluster: Cluster }) {
  const say = useText()
  if (!cluster.proposedRule) return <span className={styles.quiet}>{say('clusters.noRule')}</span>
  const against = cluster.counterExamples ?? 0
  return (
    <span className={styles.marks}>
      <Mark tone="advice">
        {say('clusters.settles', { hits: cluster.expectedHits ?? 0, size: cluster.size })}
      </Mark>
      {against > 0 && (
        <Mark tone="risk" plain>
          {say('clusters.against', { count: against })}
        </Mark>
      )}
    </span>
  )
}
