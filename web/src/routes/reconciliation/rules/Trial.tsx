import { Button, Skeleton, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import { type Column, DataTable } from '~/ui/DataTable'
import { Mark, type Tone } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { lineTone } from '../marks'
import type { LineState } from '../model'
import { Note } from '../Note'
import { linesIn } from '../sums'
import { nameOf } from '../workbench/LineItem'
import type { Example, Outcome, Trial as Result, TrialChange } from './model'
import styles from './Trial.module.css'

export interface TrialProps {
  /** First and last day of what is tried on. */
  from: string
  to: string
  onPeriod: (period: { from: string; to: string }) => void
  onTry: () => void
  /** Absent until it was tried. */
  trial?: Loaded<Result>
  /** The rules were changed since. */
  outdated?: boolean
}

const states: LineState[] = ['MATCHED', 'SUGGESTED', 'AMBIGUOUS', 'CASE', 'EXCLUDED']

/** Runs rules over the past and says how that differs from the rules in force. Nothing is kept. */
export function Trial({ from, to, onPeriod, onTry, trial, outdated }: TrialProps) {
  const say = useText()
  const send = (event: FormEvent) => {
    event.preventDefault()
    onTry()
  }
  return (
    <div className={styles.root}>
      <form onSubmit={send} className={styles.form}>
        <TextInput
          type="date"
          label={say('trial.from')}
          value={from}
          max={to}
          required
          onChange={(event) => onPeriod({ from: event.currentTarget.value, to })}
        />
        <TextInput
          type="date"
          label={say('trial.to')}
          value={to}
          min={from}
          required
          onChange={(event) => onPeriod({ from, to: event.currentTarget.value })}
        />
        <Button type="submit" variant="default" loading={trial?.state === 'loading'} disabled={!from || !to}>
          {say('trial.do')}
        </Button>
        <p className={styles.quiet}>{say('trial.text')}</p>
      </form>
      {trial?.state === 'loading' && (
        <div role="status" aria-label={say('trial.running')}>
          <Skeleton height={120} />
        </div>
      )}
      {trial?.state === 'problem' && <ProblemLine problem={trial.problem} onRetry={onTry} />}
      {trial?.state === 'ready' && (
        <>
          {outdated && <Note tone="risk">{say('trial.outdated')}</Note>}
          <Found trial={trial.data} />
        </>
      )}
    </div>
  )
}

interface Row {
  id: 'newlyMatched' | 'noLongerMatched' | 'newlyAmbiguous' | 'changedGroups' | 'newlyExcluded'
  tone: Tone
  change: TrialChange
}

function Found({ trial }: { trial: Result }) {
  const say = useText()
  const formats = useFormats()
  const [open, setOpen] = useState<string>()
  const rows: Row[] = [
    { id: 'newlyMatched', tone: 'done', change: trial.newlyMatched },
    { id: 'noLongerMatched', tone: 'blocked', change: trial.noLongerMatched },
    { id: 'changedGroups', tone: 'risk', change: trial.changedGroups },
    { id: 'newlyAmbiguous', tone: 'risk', change: trial.newlyAmbiguous },
    { id: 'newlyExcluded', tone: 'info', change: trial.newlyExcluded },
  ]
  const name = ({ id, tone, change }: Row) => (
    <Mark tone={change.groups > 0 ? tone : 'draft'} plain>
      {say(`trial.${id}`)}
    </Mark>
  )
  const amounts = ({ change }: Row): ReactNode =>
    change.amounts.length === 0
      ? '–'
      : change.amounts.map((amount) => <Amount key={amount.currency} money={amount} aligned />)
  const columns: Column<Row>[] = [
    { id: 'what', label: say('trial.what'), wide: true, cell: name },
    {
      id: 'groups',
      label: say('runs.groups'),
      align: 'end',
      cell: ({ change }) => formats.count(change.groups),
    },
    {
      id: 'lines',
      label: say('work.lines'),
      align: 'end',
      cell: ({ change }) => formats.count(change.lines),
    },
    { id: 'amount', label: say('work.amount'), align: 'end', cell: amounts },
  ]
  return (
    <>
      <Tallies trial={trial} />
      <DataTable
        caption={say('trial.differences')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        open={open}
        onOpen={setOpen}
        detail={({ change }) => <Examples change={change} />}
        card={(row) => (
          <Card title={name(row)}>
            <span>{say('runs.found', { count: row.change.groups })}</span>
            <span>{say('runs.lines', { count: row.change.lines })}</span>
            {amounts(row)}
          </Card>
        )}
      />
      {trial.limits.map((limit) => (
        <Note key={limit} tone="risk">
          {limit}
        </Note>
      ))}
    </>
  )
}

/** Where the lines end up, by the rules in force and by those that are tried. */
function Tallies({ trial }: { trial: Result }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const rows = states
    .map((state) => ({ state, was: linesIn(trial.before, state), is: linesIn(trial.after, state) }))
    .filter(({ was, is }) => was > 0 || is > 0)
  return (
    <div>
      <p className={styles.quiet}>
        {say('trial.over', { lines: trial.lines, from: formats.day(trial.from), to: formats.day(trial.to) })}
      </p>
      <ul className={styles.tallies} aria-label={say('trial.tallies')}>
        {rows.map(({ state, was, is }) => (
          <li key={state} className={styles.tally}>
            <Mark tone={lineTone(state)} plain>
              {label('lineState', state)}
            </Mark>
            <span className={styles.figure}>{formats.count(is)}</span>
            <span className={styles.quiet}>
              {is === was
                ? say('trial.unchanged')
                : say('trial.was', {
                    was: formats.count(was),
                    by: `${is > was ? '+' : '−'}${formats.count(Math.abs(is - was))}`,
                  })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Examples({ change }: { change: TrialChange }) {
  const say = useText()
  const formats = useFormats()
  if (change.examples.length === 0) return <p className={styles.quiet}>{say('trial.none')}</p>
  return (
    <>
      <ol className={styles.examples}>
        {change.examples.map((example) => (
          <ExamplePart key={example.line.id} example={example} />
        ))}
      </ol>
      {change.groups > change.examples.length && (
        <p className={styles.quiet}>
          {say('trial.shown', { shown: change.examples.length, groups: formats.count(change.groups) })}
        </p>
      )}
    </>
  )
}

function ExamplePart({ example: { line, before, after } }: { example: Example }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <li className={styles.example}>
      <span className={styles.line}>
        <span className={styles.text}>
          <bdi className={styles.name}>{nameOf(line)}</bdi>
          <span className={styles.quiet}>
            {label('source', line.source)} · {formats.day(line.bookedOn)}
            {line.reference && (
              <>
                {' · '}
                <bdi>{line.reference}</bdi>
              </>
            )}
          </span>
        </span>
        <Amount money={line.amount} />
      </span>
      <dl className={styles.fates}>
        <Fate name={say('trial.now')} outcome={before} of={line.id} />
        <Fate name={say('trial.then')} outcome={after} of={line.id} />
      </dl>
    </li>
  )
}

/** What a run makes of a line: its state, the rule, and what it is put together with. */
function Fate({ name, outcome, of }: { name: string; outcome: Outcome; of: string }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const others = outcome.lines.filter(({ id }) => id !== of)
  return (
    <div className={styles.fate}>
      <dt className={styles.quiet}>{name}</dt>
      <dd>
        <Mark tone={lineTone(outcome.state)} plain>
          {label('lineState', outcome.state)}
        </Mark>{' '}
        {outcome.rule && <bdi className={styles.quiet}>{outcome.rule.name}</bdi>}
        {others.map((line) => (
          <span key={line.id} className={styles.with}>
            <bdi>{line.reference ?? nameOf(line)}</bdi>{' '}
            <span className={styles.quiet}>{formats.day(line.bookedOn)}</span> <Amount money={line.amount} />
          </span>
        ))}
        {outcome.size - 1 > others.length && (
          <span className={styles.quiet}>
            {say('trial.more', { count: outcome.size - 1 - others.length })}
          </span>
        )}
        {outcome.reason && (
          <span className={styles.with}>
            <bdi className={styles.quiet}>{outcome.reason}</bdi>
          </span>
        )}
      </dd>
    </div>
  )
}
