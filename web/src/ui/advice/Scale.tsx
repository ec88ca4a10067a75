import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { type Advice, percentOf } from './model'
import styles from './Scale.module.css'

const place = (share: number) => ({ insetInlineStart: `${100 * Math.min(1, Math.max(0, share))}%` })

/** How sure the model is, against the bounds from which it may suggest and act; the evidence for them in a sentence. */
export function Scale({ advice: { confidence, threshold } }: { advice: Advice }) {
  const say = useText()
  const formats = useFormats()
  const percent = (share: number) => formats.percent(percentOf(share))
  const { auto } = threshold
  return (
    <div className={styles.root}>
      <div className={styles.track} aria-hidden>
        <span className={styles.sure} style={{ inlineSize: `${100 * confidence}%` }} />
        <span className={styles.bound} style={place(threshold.suggest)} />
        {auto !== null && <span className={styles.bound} data-auto style={place(auto)} />}
      </div>
      <p className={styles.text}>
        {auto === null
          ? say('advice.scaleNever', { sure: percent(confidence), suggest: percent(threshold.suggest) })
          : say('advice.scale', {
              sure: percent(confidence),
              suggest: percent(threshold.suggest),
              auto: percent(auto),
            })}
      </p>
      {threshold.tried > 0 && (
        <p className={styles.text}>
          {say('advice.evidence', {
            tried: threshold.tried,
            errors: threshold.errors,
            bound: formats.percent((100 * threshold.bound).toFixed(1)),
            target: formats.percent((100 * threshold.target).toFixed(1)),
          })}
        </p>
      )}
      <p className={styles.text}>
        <bdi>{threshold.why}</bdi>
        {threshold.cap && ` ${say('advice.cap', { amount: formats.money(threshold.cap) })}`}
      </p>
    </div>
  )
}
