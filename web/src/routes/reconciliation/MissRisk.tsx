import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Mark, type Tone } from '~/ui/Mark'
import type { Forecast } from './model'

/** A chance as a whole percentage, never quite none and never quite all. */
export const percentOf = (chance: number) => String(Math.min(99, Math.max(1, Math.round(100 * chance))))

/** From what chance on a period is rather late than not, and from what on somebody should look. */
export const toneOf = (chance: number): Tone => (chance > 0.5 ? 'risk' : chance > 0.2 ? 'wait' : 'done')

/** How likely an account is to be certified late, and when it is due. */
export function MissRisk({ forecast }: { forecast: Pick<Forecast, 'missProbability' | 'dueOn'> | null }) {
  const say = useText()
  const formats = useFormats()
  if (!forecast) return <>–</>
  return (
    <Mark tone={toneOf(forecast.missProbability)} plain>
      {say('board.risk', {
        chance: formats.percent(percentOf(forecast.missProbability)),
        day: formats.day(forecast.dueOn),
      })}
    </Mark>
  )
}
