import { Tooltip } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark } from '~/ui/Mark'
import type { Equation as Sums, Money } from '../model'
import { isZero } from '../sums'
import styles from './Equation.module.css'

/** How the account adds up, in two lines that either hold or do not. */
export function Equation({ equation }: { equation: Sums }) {
  const say = useText()
  const formats = useFormats()
  const { opening, moves, closing, statementTies, ledger, timing, entries, difference, ledgerTies, asOf } =
    equation
  return (
    <Tooltip label={say('equation.asOf', { instant: formats.instant(asOf) })}>
      <div className={styles.root} role="group" aria-label={say('equation.title')}>
        <Term name={say('equation.opening')} money={opening} />
        <Sign>+</Sign>
        <Term name={say('equation.moves')} money={moves} />
        <Sign>=</Sign>
        <Term name={say('equation.closing')} money={closing} />
        <Verdict holds={statementTies} yes={say('equation.ties')} no={say('equation.tiesNot')} />
        <Term name={say('equation.ledger')} money={ledger} />
        <Sign>+</Sign>
        <div className={styles.terms}>
          <Term name={say('equation.timing')} money={timing} />
          {isZero(entries.amount) ? null : (
            <>
              <Sign>+</Sign>
              <Term name={say('equation.entries')} money={entries} />
            </>
          )}
        </div>
        <Sign>=</Sign>
        <Term name={say('equation.closing')} money={closing} />
        <Verdict
          holds={ledgerTies}
          yes={say('equation.holds')}
          no={say('equation.differs', { amount: difference ? formats.money(difference) : '' })}
        />
      </div>
    </Tooltip>
  )
}

function Term({ name, money }: { name: string; money: Money | null }) {
  return (
    <div className={styles.term}>
      <span className={styles.name}>{name}</span>
      <Amount money={money} />
    </div>
  )
}

const Sign = ({ children }: { children: string }) => (
  <span className={styles.sign} aria-hidden>
    {children}
  </span>
)

function Verdict({ holds, yes, no }: { holds: boolean | null; yes: string; no: string }) {
  const say = useText()
  return (
    <div className={styles.verdict}>
      {holds === null ? (
        <Mark tone="unknown">{say('equation.unknown')}</Mark>
      ) : (
        <Mark tone={holds ? 'done' : 'blocked'}>{holds ? yes : no}</Mark>
      )}
    </div>
  )
}
