import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Card } from '~/ui/Card'
import { type Column, DataTable } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import type { Mode, Rule, RuleUse } from './model'
import { RuleFacts } from './RuleFacts'
import styles from './RuleTable.module.css'
import { useRuleWords } from './useRuleWords'

interface Props {
  rules: Rule[]
  /** What became of their matches; absent while that is counted. */
  use?: ReadonlyMap<string, RuleUse>
  /** Id of the rule that is open. */
  open?: string
  onOpen: (id?: string) => void
}

/** A table of rules in the order in which they run; each opens to all that it says. */
export function RuleTable({ rules, use, open, onOpen }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const words = useRuleWords()
  const compares = (rule: Rule) =>
    [label('matchShape', rule.shape), rule.oneSided ? say('rules.reversals') : '', words(rule, 'keys')]
      .filter(Boolean)
      .join(' · ')
  const apart = (rule: Rule) =>
    [words(rule, 'amountTolerance'), words(rule, 'percentTolerance')].filter(Boolean).join(' · ') || '–'
  const count = (rule: Rule, of: 'matched' | 'undone') => {
    const found = use?.get(rule.id)
    return found ? formats.count(found[of]) : '–'
  }
  const columns: Column<Rule>[] = [
    {
      id: 'name',
      label: say('runs.rule'),
      wide: true,
      cell: (rule) => (
        <span className={styles.rule}>
          <bdi className={styles.name}>{`${rule.order}. ${rule.name}`}</bdi>
          <span className={styles.quiet}>{compares(rule)}</span>
        </span>
      ),
    },
    { id: 'mode', label: say('runs.mode'), cell: ({ mode }) => <ModeMark mode={mode} /> },
    { id: 'apart', label: say('rules.tolerance'), align: 'end', cell: apart },
    { id: 'days', label: label('ruleField', 'days'), align: 'end', cell: ({ days }) => formats.count(days) },
    { id: 'matched', label: say('rules.matched'), align: 'end', cell: (rule) => count(rule, 'matched') },
    { id: 'undone', label: say('rules.undone'), align: 'end', cell: (rule) => count(rule, 'undone') },
  ]
  return (
    <DataTable
      caption={say('rules.table')}
      columns={use ? columns : columns.filter(({ id }) => id !== 'matched' && id !== 'undone')}
      rows={rules}
      rowKey={({ id }) => id}
      open={open}
      onOpen={onOpen}
      detail={(rule) => (
        <div className={styles.detail}>
          <RuleFacts rule={rule} />
        </div>
      )}
      card={(rule) => (
        <Card
          title={<bdi>{`${rule.order}. ${rule.name}`}</bdi>}
          quiet={`${compares(rule)} · ${words(rule, 'days')}`}
        >
          <ModeMark mode={rule.mode} />
          {use && (
            <span>
              {say('rules.used', { matched: count(rule, 'matched'), undone: count(rule, 'undone') })}
            </span>
          )}
        </Card>
      )}
    />
  )
}

/** Whether a rule decides, or a person has to. */
export function ModeMark({ mode }: { mode: Mode }) {
  const label = useLabel()
  return (
    <Mark tone={mode === 'AUTO' ? 'done' : mode === 'SUGGEST' ? 'advice' : 'draft'} plain>
      {label('ruleMode', mode)}
    </Mark>
  )
}
