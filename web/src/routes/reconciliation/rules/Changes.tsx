import { useLabel, useText } from '~/i18n/useText'
import { Arrow } from '~/ui/Arrow'
import { Mark, type Tone } from '~/ui/Mark'
import styles from './Changes.module.css'
import { type Change, type RuleField, ruleFields } from './model'
import { useRuleWords } from './useRuleWords'

const tones: Record<Change['kind'], Tone> = { ADDED: 'done', REMOVED: 'blocked', CHANGED: 'you' }

/** What became of each rule: new, gone, or which parts say something else. */
export function Changes({ changes }: { changes: Change[] }) {
  const say = useText()
  const label = useLabel()
  const words = useRuleWords()
  const known = (field: string): field is RuleField => (ruleFields as readonly string[]).includes(field)
  if (changes.length === 0) return <p className={styles.quiet}>{say('rules.same')}</p>
  return (
    <ul className={styles.root}>
      {changes.map(({ kind, before, after, fields }) => {
        const rule = after ?? before
        if (!rule) return null
        return (
          <li key={`${kind} ${rule.id}`} className={styles.change}>
            <span className={styles.head}>
              <Mark tone={tones[kind] ?? 'info'} plain>
                {label('ruleChange', kind)}
              </Mark>
              <bdi className={styles.name}>{rule.name}</bdi>
            </span>
            {kind === 'ADDED' && (
              <span className={styles.quiet}>
                {[words(rule, 'mode'), words(rule, 'shape'), words(rule, 'keys'), words(rule, 'days')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            )}
            {before && after && fields.length > 0 && (
              <dl className={styles.fields}>
                {fields.map(({ field }) => (
                  <div key={field} className={styles.field}>
                    <dt>{label('ruleField', field)}</dt>
                    <dd>
                      <bdi className={styles.was}>{(known(field) && words(before, field)) || '–'}</bdi>{' '}
                      <Arrow /> <bdi>{(known(field) && words(after, field)) || '–'}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        )
      })}
    </ul>
  )
}
