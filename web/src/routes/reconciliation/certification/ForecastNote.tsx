import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { percentOf, toneOf } from '../MissRisk'
import type { Forecast } from '../model'
import styles from './ForecastNote.module.css'

/** What was last told of when a period is certified: the chance that it is late, by when it is done, and what that rests on. */
export function ForecastNote({ forecast }: { forecast: Forecast }) {
  const say = useText()
  const formats = useFormats()
  const { missProbability, missed, expectedOn, low, high, drivers } = forecast
  const chance = formats.percent(percentOf(missProbability))
  if (missed !== null)
    return (
      <p className={styles.quiet}>
        {say(missed ? 'certify.toldLate' : 'certify.toldInTime', {
          chance,
          day: formats.day(forecast.madeOn),
        })}
      </p>
    )
  return (
    <div className={styles.root}>
      <p className={styles.line}>
        <Mark tone={toneOf(missProbability)}>{say('certify.risk', { chance })}</Mark>{' '}
        {expectedOn && say('certify.expected', { day: formats.day(expectedOn) })}{' '}
        {low && high && (
          <span className={styles.quiet}>
            {say('certify.range', { low: formats.day(low), high: formats.day(high) })}
          </span>
        )}
      </p>
      <ul className={styles.drivers} aria-label={say('certify.drivers')}>
        {drivers.map(({ sentence, weight }, place) => (
          <li key={sentence}>
            <span className={styles.weight}>
              {place === 0
                ? formats.percent(percentOf(weight))
                : formats.percent(String(Math.round(100 * weight)), true)}
            </span>
            <bdi>{sentence}</bdi>
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>{say('certify.madeOn', { day: formats.day(forecast.madeOn) })}</p>
    </div>
  )
}
