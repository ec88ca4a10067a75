import { useState } from 'react'
import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ToneIcon } from '~/ui/Mark'
import styles from './RouteWhy.module.css'

type Route = NonNullable<InvoicePartsFragment['route']>
type Failed = Route['explanation']['trace'][number]['failed'][number]

/** How the route was found: the row that was hit, what the policy looked at, and why earlier rows missed. */
export function RouteWhy({ route }: { route: Route }) {
  const say = useText()
  const [open, setOpen] = useState(false)
  const { chosen, trace } = route.explanation
  return (
    <div className={styles.root}>
      <p className={styles.chosen}>
        {chosen
          ? say('why.row', { row: chosen.order, version: route.policy.number, name: chosen.name })
          : say('why.noRow', { version: route.policy.number })}{' '}
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? 'why.less' : 'why.more')}
        </button>
      </p>
      {open && (
        <div className={styles.detail}>
          <FactTable route={route} />
          <ol className={styles.trace} aria-label={say('why.trace')}>
            {trace.map(({ row, matched, failed }) => (
              <li key={row.id}>
                <ToneIcon tone={matched ? 'done' : 'draft'} size={14} />
                <span>
                  {say('why.tried', { row: row.order, name: row.name })}{' '}
                  <span className={styles.quiet}>
                    {matched
                      ? say('why.hit')
                      : failed.map((condition, index) => <Miss key={index} condition={condition} />)}
                  </span>
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </div>
  )
}

function FactTable({ route }: { route: Route }) {
  const say = useText()
  const label = useLabel()
  return (
    <table className={styles.facts}>
      <caption>{say('why.facts')}</caption>
      <tbody>
        {route.explanation.facts.map(({ key, value, source }) => (
          <tr key={key}>
            <th scope="row">{label('fact', key)}</th>
            <td>{value}</td>
            <td className={styles.quiet}>{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Miss({ condition }: { condition: Failed }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const values = condition.values.map((value) =>
    condition.fact === 'AMOUNT' && /^-?\d+(\.\d+)?$/.test(value) ? formats.decimal(value) : value,
  )
  return (
    <span className={styles.miss}>
      {say('why.missed', {
        fact: label('fact', condition.fact),
        op: label('op', condition.op),
        values: values.join(', '),
      })}
    </span>
  )
}
