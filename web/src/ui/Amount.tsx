import { useFormats } from '~/format/useFormats'
import styles from './Amount.module.css'

interface Props {
  /** Null shows a dash. */
  money: { amount: string; currency: string } | null | undefined
  /** Keeps a column aligned on the decimal sign, whatever the currencies. */
  aligned?: boolean
  size?: 'sm' | 'md' | 'lg'
  quiet?: boolean
}

/** An exact amount with its currency, which is never left out. */
export function Amount({ money, aligned, size = 'sm', quiet }: Props) {
  const formats = useFormats()
  if (!money) return <span className={styles.none}>–</span>
  const { integer, fraction } = formats.split(money.amount)
  return (
    <span
      className={styles.root}
      data-aligned={aligned || undefined}
      data-size={size}
      data-quiet={quiet || undefined}
    >
      <span>{integer}</span>
      <span className={styles.fraction}>{fraction}</span>
      <span className={styles.currency}>{`\u00a0${money.currency}`}</span>
    </span>
  )
}
