import { Button } from '@mantine/core'
import { useId } from 'react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { Key } from '~/ui/Key'
import type { Candidate, LineRow } from '../model'
import { isZero } from '../sums'
import styles from './Candidates.module.css'
import { MemberLines } from './MemberLines'
import { Reasons } from './Reasons'

interface Props {
  candidates: Candidate[]
  /** Why the viewer cannot match, in the server's words; undefined when they can. */
  against?: string
  mayMatch: boolean
  busy?: boolean
  picked: ReadonlySet<string>
  onPick: (line: LineRow) => void
  onAccept: (candidate: Candidate) => void
}

/** The candidate that Enter accepts: the first, if nothing else is as good and nothing is left over. */
export function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [first] = candidates
  return first && first.unique && isZero(first.remainder.amount) ? first : undefined
}

/** What could settle the line, best first, each with its reasons and what stands in the way of it happening by itself. */
export function Candidates({ candidates, against, mayMatch, busy, picked, onPick, onAccept }: Props) {
  const say = useText()
  const formats = useFormats()
  const id = useId()
  const best = bestOf(candidates)
  const rivals = candidates.filter(({ unique }) => !unique).length
  return (
    <section aria-label={say('work.candidates')}>
      <h3 className={styles.title}>{say('work.candidates')}</h3>
      {candidates.length === 0 && <p className={styles.none}>{say('work.noCandidates')}</p>}
      {rivals > 0 && (
        <p className={styles.rivals}>
          <Mark tone="risk" plain>
            {say('work.rivals', { count: rivals })}
          </Mark>
        </p>
      )}
      {against && <p className={styles.none}>{against}</p>}
      <ol className={styles.list}>
        {candidates.map((candidate, index) => {
          const whole = isZero(candidate.remainder.amount)
          return (
            <li key={index} className={styles.candidate} data-best={candidate === best || undefined}>
              <div className={styles.head}>
                <span className={styles.score} title={say('work.score')}>
                  {formats.percent(String(Math.floor(candidate.score * 100)))}
                </span>
                <div id={`${id}-${index}`} className={styles.lines}>
                  <MemberLines lines={candidate.lines} picked={picked} onPick={onPick} />
                </div>
                {mayMatch && whole && (
                  <Button
                    variant={candidate === best ? 'filled' : 'default'}
                    disabled={busy}
                    onClick={() => onAccept(candidate)}
                    aria-describedby={`${id}-${index}`}
                  >
                    {say('work.accept')}
                    <Key>{candidate === best ? '⏎' : String(index + 1)}</Key>
                  </Button>
                )}
              </div>
              <Reasons reasons={candidate.reasons} />
              {(!candidate.unique || !whole) && (
                <p className={styles.why}>
                  {!candidate.unique && <Mark tone="risk">{say('work.notUnique')}</Mark>}
                  {!whole && (
                    <Mark tone="risk">
                      {say('work.remainder', { amount: formats.money(candidate.remainder) })}
                    </Mark>
                  )}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
