import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import styles from './BudgetBar.module.css'
import type { Budget } from './standing'

/** How much of a budget is used, from 0 to 1. Only for drawing: the amounts stand beside it. */
export const usedOf = ({ limit, spent }: Pick<Budget, 'limit' | 'spent'>): number =>
  Math.min(1, Math.max(0, Number(spent.amount) / Number(limit.amount)))

/** How much of a budget of error money is used. The tick stands where the model begins to slow, at half of it. */
export function BudgetBar({ budget, wide }: { budget: Budget; wide?: boolean }) {
  const say = useText()
  const formats = useFormats()
  const used = usedOf(budget)
  const text = say('budget.used', { spent: formats.money(budget.spent), limit: formats.money(budget.limit) })
  return (
    <span className={styles.root} title={wide ? undefined : text} data-wide={wide || undefined}>
      <span
        className={styles.track}
        aria-hidden
        data-tone={budget.stopped ? 'blocked' : budget.slow > 0 ? 'risk' : undefined}
      >
        <span className={styles.spent} style={{ inlineSize: `${100 * used}%` }} />
        <span className={styles.slows} />
      </span>
      <span className={styles.text}>{wide ? text : formats.percent(String(Math.floor(100 * used)))}</span>
    </span>
  )
}
