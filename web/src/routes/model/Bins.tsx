import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { useModelWords } from '../models/useModelWords'
import { type Bin, isOff } from './plot'
import styles from './Figures.module.css'

/** The plot's twin: each bin with its size, what was announced, what came true, and whether chance explains the distance. */
export function Bins({ bins }: { bins: readonly Bin[] }) {
  const say = useText()
  const formats = useFormats()
  const { rate } = useModelWords()
  const whole = (share: number) => formats.decimal((100 * share).toFixed(1))
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={say('quality.bins')}>
      <table className={styles.table}>
        <caption className={styles.caption}>{say('quality.bins')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('quality.bin')}</th>
            <th scope="col" data-align="end">
              {say('quality.size')}
            </th>
            <th scope="col" data-align="end">
              {say('quality.announcedShort')}
            </th>
            <th scope="col" data-align="end">
              {say('quality.observedShort')}
            </th>
            <th scope="col">{say('quality.reading')}</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => {
            const off = isOff(bin)
            return (
              <tr key={bin.from} data-quiet={bin.n === 0 || undefined}>
                <th scope="row">
                  {whole(bin.from)}–{rate(bin.to)}
                </th>
                <td data-align="end">{formats.count(bin.n)}</td>
                <td data-align="end">{bin.n > 0 ? rate(bin.announced) : '–'}</td>
                <td data-align="end">{bin.n > 0 ? rate(bin.observed) : '–'}</td>
                <td data-off={off}>
                  {bin.n === 0 ? '' : off ? say(`quality.off.${off}`) : say('quality.fits')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
