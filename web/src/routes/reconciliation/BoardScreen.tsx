import { Checkbox, NativeSelect } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Mark } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { PersonMark } from '~/ui/people'
import { When } from '~/ui/When'
import styles from './BoardScreen.module.css'
import { FeedStrip } from './FeedStrip'
import { MissRisk } from './MissRisk'
import { feedTone, jobTone } from './marks'
import { accountKinds, feedStates, type AccountRow } from './model'
import type { BoardFilter } from './search'
import { openOf } from './sums'

export interface BoardProps extends Reading {
  list: Loaded<Listed<AccountRow>>
  filter: BoardFilter
  onFilter: (filter: BoardFilter) => void
}

/** All accounts that are reconciled: what came, what is open, whether they add up, and who answers for them. */
export function BoardScreen({ filter, onFilter, ...list }: BoardProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const columns: Column<AccountRow>[] = [
    {
      id: 'account',
      label: say('board.account'),
      wide: true,
      cell: ({ account, name, entity }) => (
        <bdi title={name}>{`${account.code} ${name} · ${entity.code}`}</bdi>
      ),
    },
    {
      id: 'feed',
      label: say('board.feed'),
      cell: (row) => (
        <span className={styles.feed}>
          <Feed row={row} />
          <FeedStrip days={row.calendar} />
        </span>
      ),
    },
    {
      id: 'count',
      label: say('board.open'),
      align: 'end',
      cell: ({ openItems, currency }) => formats.count(openOf(openItems, currency).count),
    },
    {
      id: 'money',
      label: say('board.openMoney'),
      align: 'end',
      cell: ({ openItems, currency }) => <Amount money={openOf(openItems, currency).amount} aligned />,
    },
    {
      id: 'moneyDays',
      label: say('board.moneyDays'),
      align: 'end',
      cell: ({ openItems }) => (
        <span title={formats.decimal(openItems.moneyDays)}>{formats.compact(openItems.moneyDays)}</span>
      ),
    },
    { id: 'ties', label: say('board.ties'), cell: (row) => <Ties row={row} /> },
    { id: 'run', label: say('board.lastRun'), cell: (row) => <LastRun row={row} /> },
    { id: 'risk', label: say('board.close'), cell: ({ missRisk }) => <MissRisk forecast={missRisk} /> },
    {
      id: 'people',
      label: say('board.people'),
      cell: ({ preparer, reviewer }) => (
        <span className={styles.people}>
          {preparer ? <PersonMark person={preparer} /> : '–'}
          {reviewer ? <PersonMark person={reviewer} /> : '–'}
        </span>
      ),
    },
  ]
  const flag = (name: 'mine' | 'open', text: string) => (
    <Checkbox
      size="xs"
      label={text}
      checked={filter[name] ?? false}
      onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.checked || undefined })}
    />
  )
  const choice = <K extends 'kind' | 'feed'>(
    name: K,
    of: string,
    any: string,
    values: readonly NonNullable<BoardFilter[K]>[],
  ) => (
    <NativeSelect
      aria-label={any}
      value={filter[name] ?? ''}
      onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.value || undefined })}
      data={[{ value: '', label: any }, ...values.map((value) => ({ value, label: label(of, value) }))]}
    />
  )
  return (
    <Page
      title={say('nav.reconciliation')}
      tools={
        <>
          {choice('kind', 'accountKind', say('board.anyKind'), accountKinds)}
          {choice('feed', 'feedState', say('board.anyFeed'), feedStates)}
          {flag('open', say('board.openOnly'))}
          {flag('mine', say('board.mine'))}
        </>
      }
    >
      <Listing
        {...list}
        words={{
          caption: say('board.accounts'),
          loading: say('board.loading'),
          forbidden: say('board.forbidden'),
          nothing: say('board.nothing'),
          filtered: say('board.filtered'),
        }}
        onClear={Object.values(filter).some(Boolean) ? () => onFilter({}) : undefined}
        columns={columns}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/reconciliation/${encodeURIComponent(id)}`}
        card={(row) => (
          <Card
            title={<bdi>{`${row.account.code} ${row.name}`}</bdi>}
            quiet={`${row.entity.code} · ${label('accountKind', row.kind)}`}
          >
            <Feed row={row} />
            <Ties row={row} />
            <MissRisk forecast={row.missRisk} words />
            <span>{say('board.openCount', { count: openOf(row.openItems, row.currency).count })}</span>
            <Amount money={openOf(row.openItems, row.currency).amount} />
          </Card>
        )}
      />
    </Page>
  )
}

function Feed({ row }: { row: AccountRow }) {
  const label = useLabel()
  const say = useText()
  const { state, missing } = row.feed
  return (
    <Mark tone={feedTone(state)} plain>
      {missing > 1 ? say('board.missing', { count: missing }) : label('feedState', state)}
    </Mark>
  )
}

function Ties({ row }: { row: AccountRow }) {
  const say = useText()
  const formats = useFormats()
  const { statementTies, ledgerTies, difference } = row.equation
  if (statementTies === false) return <Mark tone="blocked">{say('equation.tiesNot')}</Mark>
  if (ledgerTies === false && difference)
    return <Mark tone="blocked">{say('equation.differs', { amount: formats.money(difference) })}</Mark>
  return statementTies === null || ledgerTies === null ? (
    <Mark tone="unknown" plain>
      {say('equation.unknown')}
    </Mark>
  ) : (
    <Mark tone="done" plain>
      {say('equation.holds')}
    </Mark>
  )
}

function LastRun({ row }: { row: AccountRow }) {
  const say = useText()
  const label = useLabel()
  const run = row.lastRun
  if (!run) return <span className={styles.quiet}>{say('board.neverRun')}</span>
  return run.state === 'DONE' ? (
    <When at={run.endedAt ?? run.startedAt} />
  ) : (
    <Mark tone={jobTone(run.state)} plain>
      {label('runState', run.state)}
    </Mark>
  )
}
