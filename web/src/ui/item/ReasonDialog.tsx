import { Button, Modal, NativeSelect, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { ProblemLine } from '../Notice'

/** What is asked for a reason. */
export type ReasonFor = 'RETURN' | 'REJECT' | 'withdraw' | 'reverse' | 'discard'

/** A reason in the person's words, with a code where the API knows codes. */
export interface Reason {
  code?: string
  text: string
}

interface Props {
  what: ReasonFor
  /** What it is about, for the title. */
  subject: string
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onGive: (reason: Reason) => void
}

// DecideTaskInput.reasonCode
const codes = [
  'WRONG_AMOUNT',
  'WRONG_CODING',
  'NOT_ORDERED',
  'NOT_RECEIVED',
  'DUPLICATE',
  'WRONG_ENTITY',
  'OTHER',
]
const leastLetters = 3

/** Asks for the reason that an act needs. */
export function ReasonDialog({ what, subject, busy, problem, onClose, onGive }: Props) {
  const say = useText()
  const label = useLabel()
  const coded = what === 'RETURN' || what === 'REJECT'
  const [code, setCode] = useState('')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const missingCode = coded && !code
  const missingText = text.trim().length < leastLetters
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missingCode && !missingText) onGive({ code: code || undefined, text: text.trim() })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={say(`reason.title.${what}`, { subject })}
      closeButtonProps={{ 'aria-label': say('action.close') }}
    >
      <form onSubmit={send} noValidate style={{ display: 'grid', gap: 12 }}>
        <p style={{ margin: 0, color: 'var(--cs-quiet)', fontSize: 13 }}>{say(`reason.text.${what}`)}</p>
        {coded && (
          <NativeSelect
            label={say('reason.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={tried && missingCode && say('reason.codeMissing')}
            data={[
              { value: '', label: say('reason.choose') },
              ...codes.map((value) => ({ value, label: label('reason', value) })),
            ]}
            data-autofocus
            required
          />
        )}
        <Textarea
          label={say('reason.comment')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={tried && missingText && say('reason.commentMissing', { least: 3 })}
          minRows={3}
          maxLength={coded ? 2000 : 500}
          autosize
          data-autofocus={!coded || undefined}
          required
        />
        {problem && <ProblemLine problem={problem} />}
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>
            {say('action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            color={what === 'RETURN' || what === 'discard' ? undefined : 'red'}
          >
            {say(`reason.do.${what}`)}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
