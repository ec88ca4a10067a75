import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import type { Money } from '../model'
import { negated } from './entry'
import styles from './Journal.module.css'

interface Props {
  /** Signed: debit is positive. */
  lines: { account: string; name?: string; amount: Money }[]
}

/** An entry as books show it: what is debited, and what is credited. */
export function Journal({ lines }: Props) {
  const say = useText()
  const owed = ({ amount }: Money) => amount.startsWith('-')
  return (
    <table className={styles.root}>
      <thead>
        <tr>
          <th scope="col">{say('board.account')}</th>
          <th scope="col">{say('adjust.debit')}</th>
          <th scope="col">{say('adjust.credit')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ account, name, amount }) => (
          <tr key={account}>
            <td>
              <bdi>{name ? `${account} ${name}`.trim() : account}</bdi>
            </td>
            <td>{!owed(amount) && <Amount money={amount} />}</td>
            <td>{owed(amount) && <Amount money={{ ...amount, amount: negated(amount.amount) }} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
