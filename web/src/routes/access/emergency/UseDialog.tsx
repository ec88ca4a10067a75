import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { Bundle } from './Bundles'

interface Props {
  bundle: Pick<Bundle, 'name' | 'purpose' | 'maxMinutes'>
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onUse: (use: { ticket: string; minutes: number; reason: string }) => void
}

// UseOverrideInput
const ticketForm = /^[A-Za-z0-9#][A-Za-z0-9#_./-]{2,39}$/
const leastMinutes = 5
const leastReason = 10
const mostReason = 2000

/** Asks for emergency access: for which incident, how long, and why it cannot wait. */
export function UseDialog({ bundle, busy, problem, onClose, onUse }: Props) {
  const say = useText()
  const [ticket, setTicket] = useState('')
  const [minutes, setMinutes] = useState<string | number>(Math.min(30, bundle.maxMinutes))
  const goodTicket = ticketForm.test(ticket.trim())
  const goodMinutes = typeof minutes === 'number' && minutes >= leastMinutes && minutes <= bundle.maxMinutes
  return (
    <CommentDialog
      title={bundle.name}
      text={say('emergency.useText')}
      doLabel={say('emergency.use')}
      needed
      least={leastReason}
      most={mostReason}
      whole={goodTicket && goodMinutes}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) => onUse({ ticket: ticket.trim(), minutes: Number(minutes), reason: reason ?? '' })}
    >
      <TextInput
        label={say('emergency.ticket')}
        value={ticket}
        onChange={(event) => setTicket(event.currentTarget.value)}
        error={ticket !== '' && !goodTicket && say('emergency.ticketWrong')}
        required
      />
      <NumberInput
        label={say('emergency.minutes')}
        value={minutes}
        onChange={setMinutes}
        allowDecimal={false}
        hideControls
        error={!goodMinutes && say('emergency.minutesWrong', { most: bundle.maxMinutes })}
        required
      />
    </CommentDialog>
  )
}
