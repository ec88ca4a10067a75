import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { CaseRowFragment } from '~/api/documents'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'

interface Props {
  case: CaseRowFragment
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onResolve: (code: string, note: string) => void
}

/** Asks by what a case is resolved, and what was found and done. */
export function ResolveDialog({ case: found, busy, problem, onClose, onResolve }: Props) {
  const say = useText()
  const label = useLabel()
  const [code, setCode] = useState('')
  return (
    <CommentDialog
      title={`${found.key} · ${found.title}`}
      doLabel={say('case.resolve')}
      needed
      most={2000}
      whole={code !== ''}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(note) => onResolve(code, note ?? '')}
    >
      <NativeSelect
        label={say('case.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        data={[
          { value: '', label: say('case.choose') },
          ...found.resolutionCodes.map((value) => ({ value, label: label('resolution', value) })),
        ]}
        required
      />
    </CommentDialog>
  )
}
