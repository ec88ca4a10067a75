import type { InvoicePartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { TwinTable } from './TwinTable'

/** Each twin beside this invoice. */
export function Duplicates({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  return invoice.duplicates.map(({ other, exact }) => (
    <TwinTable
      key={other.id}
      invoice={invoice}
      other={other}
      caption={say(exact ? 'duplicates.exactText' : 'duplicates.similarText', { key: other.key })}
    />
  ))
}
