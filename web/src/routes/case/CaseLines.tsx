import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import { type Column, DataTable } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import { Section } from '~/ui/Section'
import { Day } from '~/ui/When'
import { lineTone } from '../reconciliation/marks'
import type { LineRow } from '../reconciliation/model'
import { nameOf } from '../reconciliation/workbench/LineItem'
import styles from './CaseLines.module.css'
import type { CaseInFull } from './model'

/** The lines of a case and what became of each; each leads to the workbench of its account. */
export function CaseLines({ found: { id, lines, lineCount, subject } }: { found: CaseInFull }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const account = subject?.__typename === 'ReconAccount' ? subject.id : undefined
  const workbench =
    account && `/reconciliation/${encodeURIComponent(account)}?state=ALL&case=${encodeURIComponent(id)}`
  const state = (line: LineRow) => (
    <Mark tone={lineTone(line.state)} plain>
      {label('lineState', line.state)}
    </Mark>
  )
  const columns: Column<LineRow>[] = [
    { id: 'booked', label: say('work.booked'), cell: ({ bookedOn }) => <Day day={bookedOn} /> },
    { id: 'source', label: say('work.source'), cell: ({ source }) => label('source', source) },
    {
      id: 'what',
      label: say('work.text'),
      wide: true,
      cell: (line) => (
        <bdi title={line.text}>
          {nameOf(line)}
          {line.reference && <span className={styles.quiet}> · {line.reference}</span>}
        </bdi>
      ),
    },
    { id: 'state', label: say('work.state'), cell: state },
    { id: 'age', label: say('work.age'), cell: ({ ageDays }) => say('work.days', { days: ageDays }) },
    {
      id: 'amount',
      label: say('work.amount'),
      align: 'end',
      cell: ({ amount }) => <Amount money={amount} aligned />,
    },
  ]
  return (
    <Section
      title={say('case.lineCount', { count: lineCount })}
      summary={
        workbench && (
          <a href={workbench} className={styles.link}>
            {say('case.workbench')}
          </a>
        )
      }
    >
      {lines.length === 0 ? (
        <p className={styles.note}>{say('case.noLines')}</p>
      ) : (
        <DataTable
          caption={say('case.lines')}
          columns={columns}
          rows={lines}
          rowKey={(line) => line.id}
          rowHref={workbench ? (line) => `${workbench}&line=${encodeURIComponent(line.id)}` : undefined}
          card={(line) => (
            <Card
              title={<bdi>{nameOf(line)}</bdi>}
              quiet={`${label('source', line.source)} · ${formats.day(line.bookedOn)}`}
            >
              {state(line)}
              <Amount money={line.amount} />
            </Card>
          )}
        />
      )}
      {lines.length > 0 && lines.length < lineCount && (
        <p className={styles.note}>
          {say('case.moreLines', { shown: formats.count(lines.length), total: formats.count(lineCount) })}
        </p>
      )}
    </Section>
  )
}
