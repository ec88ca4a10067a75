import { Skeleton } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { type Column, DataTable } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import type { Money, Source, Tally } from '../model'
import styles from './RunDetail.module.css'

/** What one rule found. */
export interface RuleTally {
  rule: { id: string; order: number; name: string; mode: string; shape: string }
  groups: number
  lines: number
  amount: Money
}

/** What went in and came out of one source and currency. */
export interface ProofRow {
  source: Source
  currency: string
  linesIn: number
  linesOut: number
  sumIn: Money
  sumOut: Money
}

/** A run with its result. */
export interface RunInFull {
  tallies: Tally[]
  byRule: RuleTally[]
  proof: { complete: boolean; linesIn: number; linesOut: number; rows: ProofRow[] } | null
  inputHash: string | null
  resultHash: string | null
}

/** What a run opens to: why it came to nothing, or its rules' finds and its proof. */
export function RunDetail({ problem, detail }: { problem: string | null; detail?: Loaded<RunInFull> }) {
  const say = useText()
  if (!detail || detail.state === 'loading')
    return (
      <div role="status" aria-label={say('runs.loading')}>
        <Skeleton height={90} />
      </div>
    )
  if (detail.state === 'problem') return <ProblemLine problem={detail.problem} />
  return (
    <div className={styles.root}>
      {problem && (
        <p className={styles.problem}>
          <bdi>{problem}</bdi>
        </p>
      )}
      <Result run={detail.data} />
    </div>
  )
}

function Result({ run }: { run: RunInFull }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { proof, byRule, inputHash, resultHash } = run
  const rules: Column<RuleTally>[] = [
    {
      id: 'rule',
      label: say('runs.rule'),
      wide: true,
      cell: ({ rule }) => <bdi>{`${rule.order}. ${rule.name}`}</bdi>,
    },
    { id: 'mode', label: say('runs.mode'), cell: ({ rule }) => label('matchMode', rule.mode) },
    { id: 'shape', label: say('runs.shape'), cell: ({ rule }) => label('matchShape', rule.shape) },
    { id: 'groups', label: say('runs.groups'), align: 'end', cell: ({ groups }) => formats.count(groups) },
    { id: 'lines', label: say('work.lines'), align: 'end', cell: ({ lines }) => formats.count(lines) },
    {
      id: 'amount',
      label: say('work.amount'),
      align: 'end',
      cell: ({ amount }) => <Amount money={amount} aligned />,
    },
  ]
  const ties = (row: ProofRow) => row.linesIn === row.linesOut && row.sumIn.amount === row.sumOut.amount
  const tie = (row: ProofRow) => (
    <Mark tone={ties(row) ? 'done' : 'blocked'} plain>
      {say(ties(row) ? 'proof.ties' : 'proof.tiesNot')}
    </Mark>
  )
  const proofs: Column<ProofRow>[] = [
    { id: 'source', label: say('work.source'), wide: true, cell: ({ source }) => label('source', source) },
    { id: 'in', label: say('proof.in'), align: 'end', cell: ({ linesIn }) => formats.count(linesIn) },
    { id: 'out', label: say('proof.out'), align: 'end', cell: ({ linesOut }) => formats.count(linesOut) },
    {
      id: 'sumIn',
      label: say('proof.sumIn'),
      align: 'end',
      cell: ({ sumIn }) => <Amount money={sumIn} aligned />,
    },
    {
      id: 'sumOut',
      label: say('proof.sumOut'),
      align: 'end',
      cell: ({ sumOut }) => <Amount money={sumOut} aligned />,
    },
    { id: 'tie', label: say('feed.checks'), cell: tie },
  ]
  return (
    <>
      {byRule.length > 0 && (
        <section>
          <h2 className={styles.title}>{say('runs.byRule')}</h2>
          <DataTable
            caption={say('runs.byRule')}
            columns={rules}
            rows={byRule}
            rowKey={({ rule }) => rule.id}
            card={({ rule, groups, amount }) => (
              <span className={styles.card}>
                <bdi>{`${rule.order}. ${rule.name}`}</bdi> {say('runs.found', { count: groups })}{' '}
                <Amount money={amount} />
              </span>
            )}
          />
        </section>
      )}
      {proof && (
        <section>
          <h2 className={styles.title}>
            {say('proof.rows')}{' '}
            <Mark tone={proof.complete ? 'done' : 'blocked'}>
              {say(proof.complete ? 'proof.complete' : 'proof.incomplete', {
                lines: formats.count(proof.linesOut),
                of: formats.count(proof.linesIn),
              })}
            </Mark>
          </h2>
          <DataTable
            caption={say('proof.rows')}
            columns={proofs}
            rows={proof.rows}
            rowKey={({ source, currency }) => `${source} ${currency}`}
            card={(row) => (
              <span className={styles.card}>
                {label('source', row.source)} {formats.count(row.linesIn)} → {formats.count(row.linesOut)}{' '}
                <Amount money={row.sumOut} /> {tie(row)}
              </span>
            )}
          />
        </section>
      )}
      <Facts
        items={[
          [say('runs.inputHash'), inputHash && <code className={styles.hash}>{inputHash}</code>],
          [say('runs.resultHash'), resultHash && <code className={styles.hash}>{resultHash}</code>],
        ]}
      />
    </>
  )
}
