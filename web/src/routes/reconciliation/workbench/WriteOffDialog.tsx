import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { Money } from '../model'

interface Props {
  /** What the picked lines differ by. */
  difference: Money
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onMatch: (reasonCode: string, note: string) => void
}

/** MatchLinesInput.reasonCode */
const codes = ['FEE', 'FX', 'WRITE_OFF', 'CORRECTION']

/** Asks what the difference of picked lines is to become: an adjustment that somebody else decides on. */
export function WriteOffDialog({ difference, busy, problem, onClose, onMatch }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const [code, setCode] = useState('')
  return (
    <CommentDialog
      title={say('writeOff.title', { amount: formats.money(difference) })}
      text={say('writeOff.text')}
      doLabel={say('writeOff.do')}
      needed
      whole={code !== ''}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(note) => onMatch(code, note ?? '')}
    >
      <NativeSelect
        label={say('writeOff.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        data={[
          { value: '', label: say('case.choose') },
          ...codes.map((value) => ({ value, label: label('adjustmentKind', value) })),
        ]}
        required
      />
    </CommentDialog>
  )
}
