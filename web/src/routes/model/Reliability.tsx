import { useId } from 'react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { type Bin, interval, isOff } from './plot'
import styles from './Reliability.module.css'

// The drawing's own units; it scales with its place.
const left = 60
const top = 8
const side = 300
const foot = 20
const strip = 44
const x = (share: number) => left + side * share
const y = (share: number) => top + side * (1 - share)
const stripTop = top + side + foot + 8
const height = stripTop + strip + 24

const ticks = [0, 0.25, 0.5, 0.75, 1]

/**
 * Announced confidence against what came true, bin by bin: on the diagonal a model keeps its word. A line through a point
 * is where the true share lies at 95 %; below stands how much advice fell into each bin. The table beside it says the same.
 */
export function Reliability({ bins }: { bins: readonly Bin[] }) {
  const say = useText()
  const formats = useFormats()
  const id = useId()
  const most = Math.max(1, ...bins.map(({ n }) => n))
  const percent = (share: number) => formats.percent(String(Math.round(100 * share)))
  return (
    <figure className={styles.root}>
      <svg
        viewBox={`0 0 ${left + side + 22} ${height}`}
        role="img"
        aria-labelledby={`${id}-name`}
        className={styles.plot}
        direction="ltr"
      >
        <title id={`${id}-name`}>{say('quality.plot')}</title>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} />
            <line className={styles.grid} x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
            <text className={styles.tick} x={left - 6} y={y(tick) + 4} textAnchor="end">
              {percent(tick)}
            </text>
            <text className={styles.tick} x={x(tick)} y={y(0) + 15} textAnchor="middle">
              {percent(tick)}
            </text>
          </g>
        ))}
        <line className={styles.diagonal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {bins
          .filter(({ n }) => n > 0)
          .map((bin) => {
            const [low, high] = interval(bin.observed * bin.n, bin.n)
            return (
              <g key={bin.from} className={styles.bin} data-off={isOff(bin)}>
                <line x1={x(bin.announced)} x2={x(bin.announced)} y1={y(low)} y2={y(high)} />
                <circle cx={x(bin.announced)} cy={y(bin.observed)} r={2.5 + 5 * Math.sqrt(bin.n / most)} />
              </g>
            )
          })}
        {bins.map((bin) => (
          <rect
            key={bin.from}
            className={styles.size}
            x={x(bin.from) + 1}
            width={Math.max(0, side * (bin.to - bin.from) - 2)}
            y={stripTop + strip * (1 - bin.n / most)}
            height={(strip * bin.n) / most}
          />
        ))}
        <line className={styles.axis} x1={x(0)} x2={x(1)} y1={stripTop + strip} y2={stripTop + strip} />
        <text className={styles.tick} x={left - 6} y={stripTop + 8} textAnchor="end">
          {formats.compact(String(most))}
        </text>
        <text className={styles.title} x={x(0.5)} y={height - 6} textAnchor="middle">
          {say('quality.announced')}
        </text>
        <text
          className={styles.title}
          x={0}
          y={0}
          textAnchor="middle"
          transform={`translate(10 ${y(0.5)}) rotate(-90)`}
        >
          {say('quality.observed')}
        </text>
      </svg>
      <figcaption className={styles.caption}>{say('quality.legend')}</figcaption>
    </figure>
  )
}
