import type { BudgetPartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { Arrow } from '../Arrow'
import { ToneIcon } from '../Mark'
import { checkTone } from '../tones'
import { When } from '../When'
import styles from './Budget.module.css'

/** What each budget has left before and after this invoice. */
export function Budget({ budgets }: { budgets: BudgetPartsFragment[] }) {
  const say = useText()
  return (
    <ul className={styles.list}>
      {budgets.map(({ costCenter, left, after, outcome, asOf }) => (
        <li key={costCenter.id} className={styles.item}>
          <ToneIcon tone={checkTone(outcome)} size={14} />
          <span className={styles.name}>
            <bdi>
              {costCenter.code} {costCenter.name}
            </bdi>
          </span>
          <span className={styles.amounts}>
            <Amount money={left} quiet /> <Arrow />
            <span className={styles.hidden}>{say('budget.after')}</span> <Amount money={after} />
          </span>
          <span className={styles.asOf}>
            {after.amount.startsWith('-') ? say('budget.over') : say('budget.asOf')} <When at={asOf} />
          </span>
        </li>
      ))}
    </ul>
  )
}
