import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Mark, type Tone } from '~/ui/Mark'
import type { SetRow, SetState } from './model'
import styles from './History.module.css'

const tones: Record<SetState, Tone> = { ACTIVE: 'done', DRAFT: 'wait', RETIRED: 'draft' }

export const setTone = (state: SetState): Tone => tones[state] ?? 'unknown'

interface Props {
  sets: SetRow[]
  /** Id of the one that is shown. */
  shown?: string
  href: (id: string) => string
}

/** Every version of the rules, newest first: where it stands, since when, by whom. */
export function History({ sets, shown, href }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <nav aria-label={say('rules.history')} className={styles.root}>
      <h2 className={styles.title}>{say('rules.history')}</h2>
      <ol className={styles.list}>
        {sets.map(({ id, number, state, activeFrom, madeBy, publishedBy }) => (
          <li key={id}>
            <a href={href(id)} className={styles.set} aria-current={id === shown ? 'true' : undefined}>
              <span className={styles.head}>
                <b>{say('runs.version', { number })}</b>
                <Mark tone={setTone(state)} plain>
                  {label('ruleSetState', state)}
                </Mark>
              </span>
              <span className={styles.quiet}>
                {activeFrom && (
                  <>
                    <time dateTime={activeFrom}>{formats.minute(activeFrom)}</time>
                    {' · '}
                  </>
                )}
                {madeBy ? <bdi>{madeBy.name}</bdi> : say('rules.standard')}
                {publishedBy && (
                  <>
                    {' → '}
                    <bdi>{publishedBy.name}</bdi>
                  </>
                )}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
