import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'

/** What an invoice that asks nothing of the viewer says of itself. */
export function Idle({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { posting } = invoice
  if (invoice.state === 'POSTED' && posting?.reference) {
    return (
      <>
        {say('idle.posted', {
          reference: posting.reference,
          ledger: posting.connector,
          when: posting.postedAt ? formats.instant(posting.postedAt) : '',
        })}
      </>
    )
  }
  const waiting = invoice.tasks
    .filter((task) => task.state === 'READY')
    .flatMap((task) => task.candidates.map((person) => person.name))
  if (waiting.length > 0) {
    const names = new Intl.ListFormat(formats.locale, { type: 'disjunction' }).format(waiting.slice(0, 3))
    return <>{say('idle.waits', { names })}</>
  }
  return <>{label('idleState', invoice.state)}</>
}
