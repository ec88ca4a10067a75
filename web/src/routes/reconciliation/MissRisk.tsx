import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Mark, type Tone } from '~/ui/Mark'
import type { AccountRow } from './model'

/** A chance as a whole percentage, never quite none and never quite all. */
export const percentOf = (chance: number) => String(Math.min(99, Math.max(1, Math.round(100 * chance))))

/** From what chance on a period is rather late than not, and from what on somebody should look. */
export const toneOf = (chance: number): Tone => (chance > 0.5 ? 'risk' : chance > 0.2 ? 'wait' : 'done')

/** How likely an account is to be certified late: in words, or where a column says so, with the day that is due. */
export function MissRisk({ forecast, words }: { forecast: AccountRow['missRisk']; words?: boolean }) {
  const say = useText()
  const formats = useFormats()
  if (!forecast) return words ? null : <>–</>
  const chance = formats.percent(percentOf(forecast.missProbability))
  return (
    <Mark tone={toneOf(forecast.missProbability)} plain>
      {words
        ? say('certify.risk', { chance })
        : say('board.risk', { chance, day: formats.day(forecast.dueOn) })}
    </Mark>
  )
}
