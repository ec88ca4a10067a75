import { NativeSelect, Select, Skeleton, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { ProblemLine } from '~/ui/Notice'
import type { LineRow, Money } from '../model'
import { isZero } from '../sums'
import { MemberLines } from '../workbench/MemberLines'
import { entryOf, negated } from './entry'
import { Journal } from './Journal'
import styles from './ProposeDialog.module.css'

/** An account of the ledger that an entry may be booked against. */
export interface Bookable {
  id: string
  code: string
  name: string
}

/** What is proposed. */
export interface Proposal {
  kind: string
  againstAccountId: string
  reasonCode: string
  reason: string
}

export const entryKinds = ['WRITE_OFF', 'FEE', 'FX', 'CORRECTION'] as const

interface Props {
  /** The account that is reconciled. */
  account: { code: string; name: string }
  currency: string
  /** What the entry settles. */
  lines: readonly LineRow[]
  accounts: Loaded<Bookable[]>
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onPropose: (proposal: Proposal) => void
  /** In place of the list of lines: a way to pick them. */
  picker?: ReactNode
}

/** Asks for an entry that settles lines, and shows it as it will be booked once somebody else approves it. */
export function ProposeDialog({
  account,
  currency,
  lines,
  accounts,
  busy,
  problem,
  onClose,
  onPropose,
  picker,
}: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const [kind, setKind] = useState('')
  const [code, setCode] = useState('')
  const [against, setAgainst] = useState<string | null>(null)
  const sum = entryOf(lines)
  const amount: Money | undefined = sum === undefined ? undefined : { amount: sum, currency }
  const ties = sum !== undefined && isZero(sum)
  const other = accounts.state === 'ready' ? accounts.data.find(({ id }) => id === against) : undefined
  const reasonCode = code.trim() || kind
  return (
    <CommentDialog
      title={
        amount && !ties
          ? say('adjust.proposeTitle', { amount: formats.money(amount) })
          : say('adjust.propose')
      }
      text={say('adjust.proposeText')}
      doLabel={say('adjust.proposeDo')}
      needed
      least={10}
      most={2000}
      whole={kind !== '' && other !== undefined && amount !== undefined && !ties && reasonCode.length >= 2}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) =>
        other && onPropose({ kind, againstAccountId: other.id, reasonCode, reason: reason ?? '' })
      }
    >
      {picker ?? (
        <div className={styles.lines} tabIndex={0} role="group" aria-label={say('work.lines')}>
          <MemberLines lines={[...lines]} />
        </div>
      )}
      {ties && <p className={styles.note}>{say('adjust.ties')}</p>}
      <div className={styles.pair}>
        <NativeSelect
          label={say('adjust.kind')}
          value={kind}
          required
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: '', label: say('case.choose') },
            ...entryKinds.map((value) => ({ value, label: label('adjustmentKind', value) })),
          ]}
        />
        <TextInput
          label={say('adjust.code')}
          value={code}
          placeholder={kind}
          maxLength={40}
          onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
        />
      </div>
      {accounts.state === 'loading' ? (
        <Skeleton height={54} />
      ) : accounts.state === 'problem' ? (
        <ProblemLine problem={accounts.problem} />
      ) : (
        <Select
          label={say('adjust.against')}
          searchable
          required
          data={accounts.data
            .filter((each) => each.code !== account.code)
            .map(({ id, code: number, name }) => ({ value: id, label: `${number} ${name}` }))}
          value={against}
          onChange={setAgainst}
        />
      )}
      {amount && !ties && (
        <Journal
          lines={[
            { account: account.code, name: account.name, amount },
            {
              account: other?.code ?? '',
              name: other?.name ?? say('adjust.againstMissing'),
              amount: { amount: negated(amount.amount), currency },
            },
          ]}
        />
      )}
    </CommentDialog>
  )
}
