import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Mark } from '~/ui/Mark'
import { Section } from '~/ui/Section'
import { When } from '~/ui/When'
import { feedTone } from '../marks'
import type { FeedDay, FeedState, Money, Source } from '../model'
import { Part } from '../Part'
import { Calendar } from './Calendar'
import styles from './FeedsScreen.module.css'

/** A statement as lists show it. */
export interface StatementRow {
  id: string
  source: Source
  number: string
  from: string
  to: string
  opening: Money | null
  closing: Money | null
  moves: Money
  entries: number
  provisional: boolean
  replacedBy: { id: string; number: string } | null
  continuous: boolean | null
  reconciles: boolean | null
  format: string
  sha256: string
  importedAt: string
  file: { name: string; bytes: number; downloadUrl: string }
}

/** How statements of an account come. */
export interface FeedInFull {
  feed: { state: FeedState; expectedAt: string | null; arrivedAt: string | null; missing: number }
  frequency: string
  calendar: FeedDay[]
}

export interface FeedsProps extends Reading {
  feed: Loaded<FeedInFull>
  list: Loaded<Listed<StatementRow>>
  /** Id of the statement that is open. */
  open?: string
  onOpen: (id?: string) => void
}

/** What came and what is still to come: a calendar, and every statement with whether it adds up. */
export function FeedsScreen({ feed, ...list }: FeedsProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const period = ({ from, to }: StatementRow) =>
    from === to ? formats.day(to) : `${formats.day(from)} – ${formats.day(to)}`
  const columns: Column<StatementRow>[] = [
    { id: 'number', label: say('feed.number'), cell: ({ number }) => <bdi>{number || '–'}</bdi> },
    { id: 'period', label: say('feed.period'), cell: period },
    { id: 'source', label: say('work.source'), cell: ({ source }) => label('source', source) },
    {
      id: 'opening',
      label: say('feed.opening'),
      align: 'end',
      cell: ({ opening }) => <Amount money={opening} aligned />,
    },
    {
      id: 'moves',
      label: say('feed.moves'),
      align: 'end',
      cell: ({ moves }) => <Amount money={moves} aligned />,
    },
    {
      id: 'closing',
      label: say('feed.closing'),
      align: 'end',
      cell: ({ closing }) => <Amount money={closing} aligned />,
    },
    {
      id: 'entries',
      label: say('feed.entries'),
      align: 'end',
      cell: ({ entries }) => formats.count(entries),
    },
    { id: 'state', label: say('feed.checks'), wide: true, cell: (row) => <Checks row={row} /> },
    { id: 'at', label: say('feed.arrived'), cell: ({ importedAt }) => <When at={importedAt} /> },
  ]
  return (
    <Part>
      {feed.state === 'ready' && (
        <Section
          title={say('feed.calendar')}
          summary={
            <span className={styles.summary}>
              <Mark tone={feedTone(feed.data.feed.state)} plain>
                {label('feedState', feed.data.feed.state)}
              </Mark>
              {label('frequency', feed.data.frequency)}
              {feed.data.feed.missing > 0 && (
                <span>{say('board.missing', { count: feed.data.feed.missing })}</span>
              )}
              {feed.data.feed.expectedAt && (
                <span>
                  {say('feed.next')} <When at={feed.data.feed.expectedAt} />
                </span>
              )}
            </span>
          }
        >
          <Calendar days={feed.data.calendar} />
        </Section>
      )}
      <Section title={say('tab.feeds')}>
        <Listing
          {...list}
          words={{
            caption: say('tab.feeds'),
            loading: say('feed.loading'),
            forbidden: say('board.forbidden'),
            nothing: say('feed.nothing'),
          }}
          columns={columns}
          rowKey={({ id }) => id}
          card={(row) => (
            <Card title={`${row.number || '–'} · ${period(row)}`} quiet={label('source', row.source)}>
              <Checks row={row} />
              <Amount money={row.closing} />
            </Card>
          )}
          detail={(row) => <Detail row={row} />}
        />
      </Section>
    </Part>
  )
}

function Checks({ row }: { row: StatementRow }) {
  const say = useText()
  return (
    <span className={styles.checks}>
      {row.provisional && (
        <Mark tone="info" plain>
          {row.replacedBy ? say('feed.replaced', { number: row.replacedBy.number }) : say('work.provisional')}
        </Mark>
      )}
      {row.reconciles === false && (
        <Mark tone="risk" plain>
          {say('feed.sumsNot')}
        </Mark>
      )}
      {row.continuous === false && (
        <Mark tone="risk" plain>
          {say('feed.gap')}
        </Mark>
      )}
      {row.reconciles && row.continuous !== false && (
        <Mark tone="done" plain>
          {say('feed.sums')}
        </Mark>
      )}
    </span>
  )
}

function Detail({ row }: { row: StatementRow }) {
  const say = useText()
  const formats = useFormats()
  return (
    <Facts
      items={[
        [say('feed.format'), row.format],
        [
          say('feed.file'),
          <a key="file" href={row.file.downloadUrl} download={row.file.name} className={styles.link}>
            <bdi>{row.file.name}</bdi> ({formats.bytes(row.file.bytes)})
          </a>,
        ],
        [
          'SHA-256',
          <code key="hash" className={styles.hash}>
            {row.sha256}
          </code>,
        ],
      ]}
    />
  )
}
