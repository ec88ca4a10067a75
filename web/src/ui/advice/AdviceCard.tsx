import { Button } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { Mark } from '../Mark'
import { ActorName } from '../people'
import { When } from '../When'
import styles from './AdviceCard.module.css'
import { type Advice, needsAnswer, percentOf, silent, standing, zoneTone } from './model'
import { Why } from './Why'

interface Props {
  advice: Advice
  open: boolean
  busy: boolean
  onOpen: () => void
  onAccept: () => void
  /** Something else in its place; left out where there is nothing to choose. */
  onEdit?: () => void
  onReject: () => void
  /** Evidence that stands beside it: the twin. */
  children?: ReactNode
}

/** What a model advises, how sure it is, and what may be done with it. Always violet, always called advice. */
export function AdviceCard({ advice, open, busy, onOpen, onAccept, onEdit, onReject, children }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const id = useId()
  const permit = advice.can.find(({ action }) => action === 'ADVICE_DECIDE')
  const waits = standing(advice) && !silent(advice) && needsAnswer(advice)
  const subject =
    advice.line === null ? label('use', advice.use) : say('advice.line', { number: advice.line })
  return (
    <article
      className={styles.root}
      aria-labelledby={`${id}-claim`}
      data-zone={advice.zone}
      data-advice={advice.id}
    >
      <header className={styles.head}>
        <h3 id={`${id}-claim`} className={styles.claim}>
          <span className={styles.subject}>{subject}</span> <bdi>{advice.action.label}</bdi>
        </h3>
        {!silent(advice) && (
          <span className={styles.sure} title={say('advice.sure')}>
            {formats.percent(percentOf(advice.confidence))}
          </span>
        )}
      </header>
      <p className={styles.marks}>
        <Mark tone={zoneTone(advice.zone)}>{label('zone', advice.zone)}</Mark>
        {advice.audited && <Mark tone="info">{say('advice.audited')}</Mark>}
        {advice.atRisk && advice.use !== 'CODE_LINE' && needsAnswer(advice) && (
          <span className={styles.quiet}>
            {say('advice.atRisk')} <Amount money={advice.atRisk} />
          </span>
        )}
      </p>
      <p className={styles.text}>
        <bdi>{advice.explanation.summary}</bdi>
      </p>
      {advice.action.effect.length > 0 && standing(advice) && (
        <ul className={styles.effect} aria-label={say('advice.effect')}>
          {advice.action.effect.map((sentence) => (
            <li key={sentence}>
              <bdi>{sentence}</bdi>
            </li>
          ))}
        </ul>
      )}
      {children}
      <Decided advice={advice} />
      <div className={styles.actions}>
        {waits && permit?.allowed && (
          <>
            <Button size="xs" disabled={busy} onClick={onAccept} aria-describedby={`${id}-claim`}>
              {say(`advice.accept.${advice.use === 'CODE_LINE' ? 'code' : 'other'}`)}
            </Button>
            {onEdit && (
              <Button
                size="xs"
                variant="default"
                disabled={busy}
                onClick={onEdit}
                aria-describedby={`${id}-claim`}
              >
                {say('advice.edit')}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              disabled={busy}
              onClick={onReject}
              aria-describedby={`${id}-claim`}
            >
              {say('advice.reject')}
            </Button>
          </>
        )}
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={open}
          aria-controls={open ? `${id}-why` : undefined}
          aria-describedby={`${id}-claim`}
          onClick={onOpen}
        >
          {say(open ? 'advice.whyClose' : 'advice.why')}
        </Button>
      </div>
      {waits && permit && !permit.allowed && (
        <p className={styles.quiet}>
          <bdi>{permit.reasons[0]?.message}</bdi>
        </p>
      )}
      {open && <Why advice={advice} id={`${id}-why`} />}
    </article>
  )
}

/** What came of it, once it is decided. */
function Decided({ advice }: { advice: Advice }) {
  const say = useText()
  const label = useLabel()
  if (!needsAnswer(advice) && advice.outcome !== 'UNKNOWN')
    return (
      <p className={styles.decided}>
        <b>{say(`advice.foretold.${advice.outcome}`)}</b>
      </p>
    )
  if (advice.state === 'PROPOSED')
    return needsAnswer(advice) ? null : <p className={styles.quiet}>{say('advice.needsNoAnswer')}</p>
  return (
    <p className={styles.decided}>
      <b>{label('adviceState', advice.state)}</b>
      {advice.editedTo && (
        <>
          {': '}
          <bdi>{advice.editedTo.label}</bdi>
        </>
      )}
      {advice.decidedBy && advice.decidedAt && (
        <>
          {' · '}
          <ActorName actor={advice.decidedBy} /> · <When at={advice.decidedAt} />
        </>
      )}
      {advice.feedback && ` · ${label('feedback', advice.feedback)}`}
      {advice.reason && (
        <>
          {' · '}
          <bdi>{say('advice.quoted', { text: advice.reason })}</bdi>
        </>
      )}
    </p>
  )
}
