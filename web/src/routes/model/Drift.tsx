import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { ToneIcon } from '~/ui/Mark'
import styles from './Drift.module.css'
import { driftBounds, driftKind } from './plot'

/** The scale ends at twice the line: what lies beyond is no worse to look at. */
const end = 2 * driftBounds.changed

const tones = { same: 'done', moved: 'info', changed: 'risk' } as const

/** How far confidences moved against as many days before, on a scale with the line above which that is a change. */
export function Drift({ drift }: { drift: number }) {
  const say = useText()
  const formats = useFormats()
  const kind = driftKind(drift)
  const figure = formats.decimal(drift.toFixed(3))
  const line = formats.decimal(String(driftBounds.changed))
  return (
    <div className={styles.root}>
      <div className={styles.scale} aria-hidden>
        <span className={styles.track}>
          <span
            className={styles.bar}
            data-kind={kind}
            style={{ inlineSize: `${100 * Math.min(1, drift / end)}%` }}
          />
          <span className={styles.line} />
        </span>
        <span className={styles.mark}>{line}</span>
      </div>
      <p className={styles.text}>
        <ToneIcon tone={tones[kind]} size={14} />
        <span>
          <b>{figure}</b> {say(`quality.drift.${kind}`, { line })}
        </span>
      </p>
      <p className={styles.quiet}>{say('quality.driftText')}</p>
    </div>
  )
}
