import { Button, Checkbox, NativeSelect } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Mark, type Tone } from '~/ui/Mark'
import type { ActorLike } from '~/ui/people'
import { When } from '~/ui/When'
import type { Money } from '../model'
import { Part } from '../Part'
import { AdjustmentDetail, type DetailProps } from './AdjustmentDetail'
import styles from './AdjustmentsScreen.module.css'

export type AdjustmentState = 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'POSTED' | 'WITHDRAWN'
export const adjustmentStates: readonly AdjustmentState[] = [
  'PROPOSED',
  'APPROVED',
  'POSTED',
  'REJECTED',
  'WITHDRAWN',
]

/** An adjustment as lists show it. */
export interface AdjustmentRow {
  id: string
  version: number
  key: string
  kind: string
  state: AdjustmentState
  /** What it adds to the account. */
  amount: Money
  /** Its journal. */
  lines: { account: string; text: string; amount: Money }[]
  reasonCode: string
  reason: string
  preparedBy: ActorLike
  preparedAt: string
}

/** Which adjustments are shown; it lives in the address. */
export interface AdjustmentFilter {
  state?: AdjustmentState
  /** The viewer's own. */
  mine?: true
}

export interface AdjustmentsProps extends Reading, Omit<DetailProps, 'row'> {
  list: Loaded<Listed<AdjustmentRow>>
  filter: AdjustmentFilter
  onFilter: (filter: AdjustmentFilter) => void
  /** Id of the one that is open. */
  open?: string
  onOpen: (id?: string) => void
  /** May the viewer propose entries, and why not? */
  propose: { allowed: boolean; why?: string }
  onPropose: () => void
}

export function adjustmentTone(state: AdjustmentState): Tone {
  switch (state) {
    case 'PROPOSED':
      return 'wait'
    case 'APPROVED':
      return 'info'
    case 'POSTED':
      return 'done'
    case 'REJECTED':
      return 'blocked'
    default:
      return 'draft'
  }
}

/** Entries that settle lines of an account, newest first; each opens to its journal, its lines and the decision. */
export function AdjustmentsScreen({
  filter,
  onFilter,
  propose,
  onPropose,
  detail,
  busy,
  lineHref,
  onDecide,
  onPost,
  onWithdraw,
  ...list
}: AdjustmentsProps) {
  const say = useText()
  const label = useLabel()
  const state = (row: AdjustmentRow) => (
    <Mark tone={adjustmentTone(row.state)} plain>
      {label('adjustmentState', row.state)}
    </Mark>
  )
  const columns: Column<AdjustmentRow>[] = [
    { id: 'key', label: say('adjust.key'), cell: ({ key }) => <bdi>{key}</bdi> },
    { id: 'state', label: say('work.state'), cell: state },
    { id: 'kind', label: say('adjust.kind'), cell: ({ kind }) => label('adjustmentKind', kind) },
    { id: 'reason', label: say('adjust.reason'), wide: true, cell: ({ reason }) => <bdi>{reason}</bdi> },
    { id: 'by', label: say('adjust.preparedBy'), cell: ({ preparedBy }) => <ActorCell actor={preparedBy} /> },
    { id: 'at', label: say('adjust.preparedAt'), cell: ({ preparedAt }) => <When at={preparedAt} /> },
    {
      id: 'amount',
      label: say('work.amount'),
      align: 'end',
      cell: ({ amount }) => <Amount money={amount} aligned />,
    },
  ]
  return (
    <Part>
      <div className={styles.tools}>
        <NativeSelect
          aria-label={say('adjust.anyState')}
          value={filter.state ?? ''}
          onChange={(event) =>
            onFilter({ ...filter, state: (event.currentTarget.value || undefined) as AdjustmentState })
          }
          data={[
            { value: '', label: say('adjust.anyState') },
            ...adjustmentStates.map((value) => ({ value, label: label('adjustmentState', value) })),
          ]}
        />
        <Checkbox
          size="xs"
          label={say('adjust.mine')}
          checked={filter.mine ?? false}
          onChange={(event) => onFilter({ ...filter, mine: event.currentTarget.checked || undefined })}
        />
        {propose.allowed ? (
          <Button className={styles.propose} variant="default" onClick={onPropose}>
            {say('adjust.propose')}
          </Button>
        ) : (
          propose.why && (
            <span className={styles.why}>
              <bdi>{propose.why}</bdi>
            </span>
          )
        )}
      </div>
      <Listing
        {...list}
        words={{
          caption: say('tab.adjustments'),
          loading: say('adjust.loading'),
          forbidden: say('board.forbidden'),
          nothing: say('adjust.nothing'),
          filtered: say('adjust.filtered'),
        }}
        onClear={filter.state || filter.mine ? () => onFilter({}) : undefined}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card
            title={
              <>
                <bdi>{row.key}</bdi> · <Amount money={row.amount} />
              </>
            }
            quiet={<bdi>{row.reason}</bdi>}
          >
            {state(row)}
            <span>{label('adjustmentKind', row.kind)}</span>
          </Card>
        )}
        detail={(row) => (
          <AdjustmentDetail
            row={row}
            detail={detail}
            busy={busy}
            lineHref={lineHref}
            onDecide={onDecide}
            onPost={onPost}
            onWithdraw={onWithdraw}
          />
        )}
      />
    </Part>
  )
}
