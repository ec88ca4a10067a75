import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { LineRow } from '../model'
import { MemberLines } from './MemberLines'
import styles from './OpenCaseDialog.module.css'

interface Props {
  /** What somebody must look at; 1 at least. */
  lines: readonly LineRow[]
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onOpen: (category: string, note: string) => void
}

/** OpenCaseInput.category */
const categories = ['timing', 'missing_entry', 'amount_difference', 'duplicate', 'fee', 'fx', 'unknown']

/** Asks what is wrong with lines that somebody must look at. */
export function OpenCaseDialog({ lines, busy, problem, onClose, onOpen }: Props) {
  const say = useText()
  const label = useLabel()
  const [category, setCategory] = useState('')
  return (
    <CommentDialog
      title={say('openCase.title')}
      text={say('openCase.text', { count: lines.length })}
      doLabel={say('openCase.do')}
      needed
      most={2_000}
      whole={category !== ''}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(note) => onOpen(category, note ?? '')}
    >
      <div className={styles.lines} tabIndex={0} role="group" aria-label={say('work.lines')}>
        <MemberLines lines={[...lines]} />
      </div>
      <NativeSelect
        label={say('openCase.category')}
        value={category}
        onChange={(event) => setCategory(event.currentTarget.value)}
        data={[
          { value: '', label: say('case.choose') },
          ...categories.map((value) => ({ value, label: label('caseCategory', value) })),
        ]}
        required
      />
    </CommentDialog>
  )
}
