import { useState } from 'react'
import { useQuery } from 'urql'
import { CodingChoicesDocument, type InvoicePartsFragment, SupplierChoicesDocument } from '~/api/documents'
import { loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { CodingDialog, type LineCoding } from './CodingDialog'
import { type Edit, EditDialog } from './EditDialog'

interface Props {
  what: 'edit' | 'code'
  invoice: InvoicePartsFragment
  busy: boolean
  problem?: Problem
  onClose: () => void
  onEdit: (edit: Edit) => void
  onCode: (lines: LineCoding[]) => void
}

/** Reads what the dialogs of an invoice choose from. */
export function Dialogs({ what, invoice, onEdit, onCode, ...rest }: Props) {
  const [text, setText] = useState('')
  const [suppliers] = useQuery({
    query: SupplierChoicesDocument,
    variables: { text: text || undefined },
    pause: what !== 'edit',
  })
  const [choices] = useQuery({
    query: CodingChoicesDocument,
    variables: { entityId: invoice.entity.id },
    pause: what !== 'code',
  })
  return what === 'edit' ? (
    <EditDialog
      invoice={invoice}
      suppliers={suppliers.data?.suppliers.edges.map(({ node }) => node) ?? []}
      onFindSupplier={setText}
      onSave={onEdit}
      {...rest}
    />
  ) : (
    <CodingDialog invoice={invoice} choices={loaded(choices, (data) => data)} onSave={onCode} {...rest} />
  )
}
