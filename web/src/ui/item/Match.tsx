import type { MatchPartsFragment } from '~/api/documents'
import { percentChange } from '~/format/decimal'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { Arrow } from '../Arrow'
import { Mark } from '../Mark'
import { matchTone } from '../tones'
import styles from './Match.module.css'

type Line = MatchPartsFragment['lines'][number]

/** The match in a sentence: orders, and what differs. */
export function MatchSummary({ match }: { match: MatchPartsFragment }) {
  const say = useText()
  const label = useLabel()
  const orders = [...new Set(match.lines.flatMap((line) => line.orderNumber ?? []))]
  return (
    <span className={styles.summary}>
      <Mark tone={matchTone(match.outcome)} plain>
        {label('match', match.outcome)}
      </Mark>
      {orders.length > 0 && (
        <span>{say('match.orders', { orders: orders.slice(0, 3).join(', '), count: orders.length })}</span>
      )}
    </span>
  )
}

/** Line by line: what was ordered or is open, what was billed, and the difference in money. */
export function MatchTable({ match }: { match: MatchPartsFragment }) {
  const say = useText()
  const label = useLabel()
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={say('match.caption')}>
      <table className={styles.table}>
        <caption className={styles.caption}>{say('match.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('match.line')}</th>
            <th scope="col">{say('match.order')}</th>
            <th scope="col" data-align="end">
              {say('match.quantity')}
            </th>
            <th scope="col" data-align="end">
              {say('match.price')}
            </th>
            <th scope="col" data-align="end">
              {say('match.difference')}
            </th>
            <th scope="col">{say('match.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {match.lines.map((line) => (
            <tr key={line.invoiceLine}>
              <th scope="row">{line.invoiceLine}</th>
              <td>
                <Order line={line} />
              </td>
              <td data-align="end">
                <Change delta={line.quantity} unit={line.poLine?.unit} />
              </td>
              <td data-align="end">
                <Change delta={line.price} percent />
              </td>
              <td data-align="end">
                <Amount money={line.difference} />
              </td>
              <td>
                <Mark tone={matchTone(line.outcome)} plain>
                  {label('match', line.outcome)}
                </Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Order({ line }: { line: Line }) {
  const say = useText()
  const formats = useFormats()
  if (!line.poLine) return <span className={styles.quiet}>{line.orderNumber ?? '–'}</span>
  const { poLine } = line
  return (
    <span
      title={say('match.received', {
        ordered: formats.quantity(poLine.quantity),
        received: formats.quantity(poLine.received),
        invoiced: formats.quantity(poLine.invoiced),
      })}
    >
      <bdi>
        {line.orderNumber} / {poLine.number}
      </bdi>
      <span className={styles.text}>{poLine.text}</span>
    </span>
  )
}

function Change({ delta, percent, unit }: { delta: Line['price']; percent?: boolean; unit?: string }) {
  const formats = useFormats()
  if (!delta) return <span className={styles.quiet}>–</span>
  const before = formats.quantity(delta.before, percent ? 2 : 0)
  const after = formats.quantity(delta.after, percent ? 2 : 0)
  if (before === after) {
    return (
      <span>
        {after} {unit && <span className={styles.quiet}>{unit}</span>}
      </span>
    )
  }
  const change = percent ? percentChange(delta.before, delta.after) : undefined
  return (
    <span>
      <span className={styles.quiet}>
        {before} <Arrow />
      </span>{' '}
      {after}
      {change && <span className={styles.change}>{formats.percent(change, true)}</span>}
    </span>
  )
}
