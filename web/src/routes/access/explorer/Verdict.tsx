import type { MayPersonQuery } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ActLines } from '~/ui/access/ActLines'
import { Ways } from '~/ui/access/Ways'
import { Mark } from '~/ui/Mark'
import { Section } from '~/ui/Section'
import type { Question } from './question'
import styles from './Verdict.module.css'

interface Props {
  verdict: MayPersonQuery['accessCheck']
  question: Question
}

/** Yes or no, why, and the duties that were looked at for it. */
export function Verdict({ verdict, question }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { permit, history, rulebook, at } = verdict
  const { person, subject } = question
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <Mark tone={permit.allowed ? 'done' : 'blocked'}>
          {say(permit.allowed ? 'verdict.yes' : 'verdict.no')}
        </Mark>
        <h2 className={styles.title}>
          {say(permit.allowed ? 'verdict.may' : 'verdict.mayNot', {
            name: person?.name,
            what: label('act', permit.action),
            object: subject?.kind === 'item' ? `${subject.key} · ${subject.title}` : '',
          })}
        </h2>
      </div>
      <p className={styles.quiet}>
        {say('verdict.asked', { version: rulebook, instant: formats.minute(at) })}
      </p>
      {permit.reasons.length > 0 && (
        <Section title={say('verdict.reasons')}>
          <ul className={styles.reasons}>
            {permit.reasons.map(({ code, message, rule, limit }) => (
              <li key={`${code} ${message}`}>
                <bdi>{message}</bdi>{' '}
                <span className={styles.quiet}>
                  {label('deny', code)}
                  {limit && ` · ${formats.money(limit)}`}
                </span>{' '}
                {rule && <a href={`/access/conflicts?rule=${encodeURIComponent(rule)}`}>{rule}</a>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {permit.paths.length > 0 && (
        <Section title={say('access.ways', { count: permit.paths.length })}>
          <Ways ways={permit.paths} />
        </Section>
      )}
      <Section title={say('verdict.duties')}>
        {history.length > 0 ? (
          <ActLines acts={history} />
        ) : (
          <p className={styles.quiet}>{say('verdict.noDuties')}</p>
        )}
      </Section>
    </div>
  )
}
