import { useId } from 'react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { When } from '../When'
import { type Advice, percentOf } from './model'
import { Scale } from './Scale'
import styles from './Why.module.css'

/** Why a model says so: what speaks for it, what would turn it, how it ended before, and by which bounds it is used. */
export function Why({ advice, id }: { advice: Advice; id: string }) {
  const say = useText()
  const formats = useFormats()
  const { explanation, alternatives, threshold } = advice
  const heaviest = Math.max(...explanation.reasons.map(({ weight }) => Math.abs(weight)), 1e-9)
  const { trackRecord } = explanation
  return (
    <div id={id} className={styles.root}>
      {explanation.reasons.length > 0 && (
        <Part title={say('advice.reasons')}>
          <ul className={styles.reasons}>
            {explanation.reasons.map(({ sentence, count, of, weight }) => (
              <li key={sentence}>
                <span
                  className={styles.weight}
                  aria-hidden
                  style={{ inlineSize: `${(100 * Math.abs(weight)) / heaviest}%` }}
                />
                <span className={styles.sentence}>
                  <bdi>{sentence}</bdi>
                  {of > 0 && <span className={styles.quiet}> {say('advice.countOf', { count, of })}</span>}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={say('advice.score')}>
        <Scale advice={advice} />
      </Part>
      {alternatives.length > 0 && (
        <Part title={say('advice.alternatives')}>
          <ul className={styles.plain}>
            {alternatives.map(({ label, confidence }) => (
              <li key={label}>
                <bdi>{label}</bdi>{' '}
                <span className={styles.quiet}>{formats.percent(percentOf(confidence))}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {explanation.counterfactual && (
        <Part title={say('advice.counterfactual')}>
          <p className={styles.text}>
            <bdi>{explanation.counterfactual}</bdi>
          </p>
        </Part>
      )}
      {explanation.similar.length > 0 && (
        <Part title={say('advice.similar')}>
          <ul className={styles.plain}>
            {explanation.similar.map(({ item, similarity, ended }) => (
              <li key={item.id}>
                <a href={`/invoices/${encodeURIComponent(item.id)}`}>{item.key}</a>{' '}
                <bdi>{item.sellerName}</bdi> <Amount money={item.gross} />{' '}
                <span className={styles.quiet}>
                  {say('advice.alike', { share: formats.percent(percentOf(similarity)) })} ·{' '}
                  <bdi>{ended}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={say('advice.record')}>
        <p className={styles.text}>
          {trackRecord.n > 0
            ? say('advice.recordText', {
                share: formats.percent(percentOf(trackRecord.rightRate)),
                count: trackRecord.n,
                segment: trackRecord.segment,
              })
            : say('advice.recordNone')}
        </p>
        <p className={styles.quiet}>
          {advice.modelState && (
            <>
              {say('advice.model')} <code title={advice.modelState}>{advice.modelState.slice(0, 12)}</code>{' '}
              ·{' '}
            </>
          )}
          {threshold.policy > 0 ? say('advice.policy', { number: threshold.policy }) : say('advice.noPolicy')}{' '}
          · <When at={advice.madeAt} />
          {explanation.uncited > 0 && ` · ${say('advice.uncited', { count: explanation.uncited })}`}
        </p>
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h4 id={id} className={styles.title}>
        {title}
      </h4>
      {children}
    </section>
  )
}
