import { useCallback } from 'react'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import type { Filter, Rule, RuleField } from './model'

const share = (part: number) => String(Math.round(part * 10_000) / 100)

/** What a part of a rule says, in words; empty where it says nothing. */
export function useRuleWords(): (rule: Rule, field: RuleField) => string {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return useCallback(
    (rule, field) => {
      const lines = ({ source, direction, text, counterparty, amountFrom, amountTo }: Filter) =>
        [
          source && label('source', source),
          direction && label('direction', direction),
          text && say('rules.withText', { text }),
          counterparty && say('rules.withCounterparty', { counterparty }),
          amountFrom && say('rules.atLeast', { amount: formats.money(amountFrom) }),
          amountTo && say('rules.upTo', { amount: formats.money(amountTo) }),
        ]
          .filter(Boolean)
          .join(' · ')
      switch (field) {
        case 'order':
          return formats.count(rule.order)
        case 'name':
          return rule.name
        case 'mode':
          return label('ruleMode', rule.mode)
        case 'filter':
          return rule.filter ? lines(rule.filter) : ''
        case 'shape':
          if (rule.mode === 'EXCLUDE') return ''
          return label('ruleShape', rule.shape)
        case 'keys':
          return rule.keys.map((key) => label('matchKey', key)).join(' + ')
        case 'oneSided':
          return rule.oneSided ? say('rules.oneSided') : ''
        case 'normalise':
          return rule.normalise.map((how) => label('normalise', how)).join(', ')
        case 'amountTolerance':
          return rule.amountTolerance ? formats.money(rule.amountTolerance) : ''
        case 'percentTolerance':
          return rule.percentTolerance ? formats.percent(rule.percentTolerance) : ''
        case 'days':
          if (rule.mode === 'EXCLUDE') return ''
          return say('rules.days', { count: rule.days })
        case 'minScore':
          return rule.minScore > 0 ? formats.percent(share(rule.minScore)) : ''
        case 'margin':
          return rule.margin > 0 ? formats.percent(share(rule.margin)) : ''
        case 'fee':
          return rule.fee ? label('ruleFee', rule.fee) : ''
        case 'reasonCode':
          return rule.reasonCode ?? ''
      }
    },
    [say, label, formats],
  )
}
