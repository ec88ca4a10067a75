import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Mark } from '~/ui/Mark'
import { When } from '~/ui/When'
import { jobTone } from '../marks'
import type { JobState } from '../model'
import { Part } from '../Part'
import { RunDetail, type RunInFull } from './RunDetail'

/** A run as lists show it. */
export interface RunRow {
  id: string
  trigger: string
  state: JobState
  ruleSet: { number: number }
  lines: number
  startedAt: string
  endedAt: string | null
  problem: string | null
}

export interface RunsProps extends Reading {
  list: Loaded<Listed<RunRow>>
  /** Id of the run that is open. */
  open?: string
  onOpen: (id?: string) => void
  /** The open run in full. */
  detail?: Loaded<RunInFull>
}

/** Runs of an account, the newest first; each opens to what its rules found and to the proof that nothing was lost. */
export function RunsScreen({ detail, ...list }: RunsProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const state = (row: RunRow) => (
    <Mark tone={jobTone(row.state)} plain>
      {label('runState', row.state)}
    </Mark>
  )
  const lasted = ({ startedAt, endedAt }: RunRow) =>
    endedAt ? formats.seconds((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000) : '–'
  const columns: Column<RunRow>[] = [
    { id: 'at', label: say('runs.started'), cell: ({ startedAt }) => <When at={startedAt} /> },
    { id: 'state', label: say('work.state'), wide: true, cell: (row) => state(row) },
    { id: 'trigger', label: say('runs.trigger'), cell: ({ trigger }) => label('trigger', trigger) },
    {
      id: 'rules',
      label: say('tab.rules'),
      cell: ({ ruleSet }) => say('runs.version', { number: ruleSet.number }),
    },
    { id: 'lines', label: say('work.lines'), align: 'end', cell: ({ lines }) => formats.count(lines) },
    { id: 'lasted', label: say('runs.lasted'), align: 'end', cell: lasted },
  ]
  return (
    <Part>
      <Listing
        {...list}
        words={{
          caption: say('tab.runs'),
          loading: say('runs.loading'),
          forbidden: say('board.forbidden'),
          nothing: say('runs.nothing'),
        }}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card title={<When at={row.startedAt} />} quiet={label('trigger', row.trigger)}>
            {state(row)}
            <span>{say('runs.lines', { count: row.lines })}</span>
          </Card>
        )}
        detail={(row) => <RunDetail problem={row.problem} detail={detail} />}
      />
    </Part>
  )
}
