import { NativeSelect, Select, Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { CodingChoicesQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '../CommentDialog'
import { ProblemLine } from '../Notice'
import type { Advice, Otherwise } from './model'

interface Props {
  advice: Advice
  /** What else a line can be booked on; absent when the advice is only turned down. */
  choices?: Loaded<CodingChoicesQuery>
  busy: boolean
  problem?: Problem
  onClose: () => void
  onGive: (otherwise: Otherwise) => void
}

const kinds = ['WRONG_VALUE', 'BUSINESS_CHANGE', 'FORMAT'] as const

/** Asks what was wrong with advice, since only the right kind of correction teaches, and what is done in its place. */
export function OtherwiseDialog({ advice, choices, busy, problem, onClose, onGive }: Props) {
  const say = useText()
  const label = useLabel()
  const [feedback, setFeedback] = useState<Otherwise['feedback']>()
  const [accountId, setAccount] = useState<string | null>(null)
  const [costCenterId, setCostCenter] = useState<string | null>(advice.action.costCenter?.id ?? null)
  return (
    <CommentDialog
      title={say(choices ? 'advice.editTitle' : 'advice.rejectTitle', { what: advice.action.label })}
      text={say('advice.approvesNothing')}
      doLabel={say(choices ? 'advice.editDo' : 'advice.rejectDo')}
      needed={false}
      most={2000}
      whole={feedback !== undefined && (!choices || accountId !== null)}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) =>
        feedback &&
        onGive({
          feedback,
          reason,
          accountId: accountId ?? undefined,
          costCenterId: costCenterId ?? undefined,
        })
      }
    >
      {choices?.state === 'loading' && <Skeleton height={120} />}
      {choices?.state === 'problem' && <ProblemLine problem={choices.problem} />}
      {choices?.state === 'ready' && (
        <>
          <Select
            label={say('coding.account')}
            searchable
            required
            data={choices.data.accounts.map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            }))}
            value={accountId}
            onChange={setAccount}
          />
          <Select
            label={say('coding.costCenter')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': say('action.clear') }}
            data={choices.data.costCenters.map(({ id, code, name }) => ({
              value: id,
              label: `${code} ${name}`,
            }))}
            value={costCenterId}
            onChange={setCostCenter}
          />
        </>
      )}
      <NativeSelect
        label={say('advice.whatWasWrong')}
        description={feedback && say(`advice.feedback.${feedback}`)}
        required
        value={feedback ?? ''}
        onChange={(event) => setFeedback((event.currentTarget.value as Otherwise['feedback']) || undefined)}
        data={[
          { value: '', label: say('reason.choose') },
          ...kinds.map((value) => ({ value, label: label('feedback', value) })),
        ]}
      />
    </CommentDialog>
  )
}
