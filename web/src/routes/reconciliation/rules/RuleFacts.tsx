import { useLabel } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { type Rule, ruleFields } from './model'
import { useRuleWords } from './useRuleWords'

/** All that a rule says, part by part; its name and place stand elsewhere. */
export function RuleFacts({ rule }: { rule: Rule }) {
  const label = useLabel()
  const words = useRuleWords()
  return (
    <Facts
      items={ruleFields
        .filter((field) => field !== 'order' && field !== 'name')
        .map((field) => {
          const text = words(rule, field)
          return [label('ruleField', field), text && <bdi>{text}</bdi>]
        })}
    />
  )
}
