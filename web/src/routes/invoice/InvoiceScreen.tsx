import { Skeleton } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import type { InvoicePartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import type { ItemAct } from '~/ui/item/verdict'
import { ProblemNotice } from '~/ui/Notice'
import { SplitPane } from '~/ui/SplitPane'
import { usePhone } from '~/ui/usePhone'
import { DocumentPane } from './DocumentPane'
import styles from './InvoiceScreen.module.css'
import { type Marks, MarksContext } from './marks'
import { Memo } from './Memo'

export interface InvoiceProps {
  invoice: Loaded<InvoicePartsFragment>
  viewerId: string
  /** Where one came from. */
  back: { href: string; label: string }
  /** What models advise on it; reads itself. */
  advice?: ReactNode
  busy: boolean
  problem?: Problem
  onRetry: () => void
  onApprove: () => void
  onReturn: () => void
  onReject: () => void
  onAct: (act: ItemAct) => void
}

/** An invoice: the document on the left, what we know on the right, the decision always in view. */
export function InvoiceScreen(props: InvoiceProps) {
  const { invoice, onRetry } = props
  const say = useText()
  if (invoice.state === 'loading') return <InvoiceSkeleton label={say('invoice.loading')} />
  if (invoice.state === 'problem') {
    return (
      <div className={styles.problem}>
        <h1 className={styles.hidden}>{say('invoice.title')}</h1>
        <ProblemNotice
          problem={invoice.problem}
          onRetry={invoice.problem.code === 'NOT_FOUND' ? undefined : onRetry}
        />
      </div>
    )
  }
  return <Ready {...props} data={invoice.data} />
}

function Ready({ data, ...props }: InvoiceProps & { data: InvoicePartsFragment }) {
  const say = useText()
  const phone = usePhone()
  const [pane, setPane] = useState<'memo' | 'document'>('memo')
  const [pointed, point] = useState<Pick<Marks, 'marked' | 'from'>>({})
  const marks = useMemo<Marks>(
    () => ({ ...pointed, mark: (marked, from) => point({ marked, from }) }),
    [pointed],
  )
  const memo = <Memo {...props} invoice={data} />
  const document = <DocumentPane invoice={data} />
  return (
    <MarksContext value={marks}>
      {phone ? (
        <>
          <div className={styles.switch} role="group" aria-label={say('invoice.panes')}>
            {(['memo', 'document'] as const).map((id) => (
              <button key={id} type="button" aria-pressed={pane === id} onClick={() => setPane(id)}>
                {say(`invoice.pane.${id}`)}
              </button>
            ))}
          </div>
          {pane === 'memo' ? memo : document}
        </>
      ) : (
        <div className={styles.root}>
          <SplitPane
            name="invoice"
            label={say('invoice.divider')}
            initial={46}
            first={document}
            second={memo}
          />
        </div>
      )}
    </MarksContext>
  )
}

function InvoiceSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      <h1 className={styles.hidden}>{label}</h1>
      <div className={styles.skeletonPaper}>
        <Skeleton height={20} width="46%" mb={14} />
        <Skeleton height={12} width="30%" mb={40} />
        {[90, 84, 88, 76, 92].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} mb={14} />
        ))}
      </div>
      <div className={styles.skeletonMemo}>
        <Skeleton height={22} width="70%" mb={12} />
        <Skeleton height={28} width={190} mb={28} />
        {[60, 72, 54, 66, 70, 48].map((width) => (
          <Skeleton key={width} height={13} width={`${width}%`} mb={16} />
        ))}
      </div>
    </div>
  )
}
