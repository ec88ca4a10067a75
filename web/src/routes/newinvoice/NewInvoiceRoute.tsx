import { useState } from 'react'
import { useQuery } from 'urql'
import { CodingChoicesDocument, CreateInvoiceDocument, SupplierChoicesDocument } from '~/api/documents'
import { loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { today } from '~/format/date'
import { useSession } from '../session'
import { useEntity, useGo } from '../useAddress'
import { amountOf, decimalsOf, type Draft, sumsOf } from './draft'
import { NewInvoiceScreen } from './NewInvoiceScreen'

/** Reads what the form chooses from, and enters the invoice. */
export function NewInvoiceRoute() {
  const { entities } = useSession()
  const narrowed = useEntity()
  const first = narrowed ?? (entities.length === 1 ? entities[0] : undefined)
  const [entityId, setEntityId] = useState(first?.id)
  const [text, setText] = useState('')
  const command = useCommand()
  const go = useGo()
  const [suppliers] = useQuery({ query: SupplierChoicesDocument, variables: { text: text || undefined } })
  const [choices] = useQuery({
    query: CodingChoicesDocument,
    variables: { entityId: entityId ?? '' },
    pause: !entityId,
  })
  const [issuedOn] = useState(() => today(new Date()))
  return (
    <NewInvoiceScreen
      entities={entities}
      initial={{ entityId: first?.id ?? '', currency: first?.base ?? '', issuedOn }}
      suppliers={suppliers.data?.suppliers.edges.map(({ node }) => node) ?? []}
      onFindSupplier={setText}
      choices={loaded(choices, (data) => data)}
      onEntity={setEntityId}
      busy={command.busy}
      problem={command.problem}
      onSave={async (draft) => {
        const done = await command.run(CreateInvoiceDocument, inputOf(draft))
        if (done) go(`/invoices/${encodeURIComponent(done.createInvoice.item.id)}`)
      }}
    />
  )
}

function inputOf(draft: Draft) {
  const decimals = decimalsOf(draft.currency)
  const { tax, gross } = sumsOf(draft)
  return {
    entityId: draft.entityId,
    supplierId: draft.supplierId,
    number: draft.number.trim(),
    kind: draft.kind,
    issuedOn: draft.issuedOn,
    dueOn: draft.dueOn || undefined,
    currency: draft.currency,
    bankAccount: draft.bankAccount.trim() || undefined,
    tax,
    gross,
    lines: draft.lines.map((line) => ({
      text: line.text.trim(),
      quantity: line.quantity || undefined,
      price: line.price || undefined,
      amount: amountOf(line, decimals),
      taxCategory: line.taxRate && !/^0*(\.0*)?$/.test(line.taxRate) ? 'S' : 'Z',
      taxRate: line.taxRate || undefined,
      accountId: line.accountId || undefined,
      costCenterId: line.costCenterId || undefined,
      orderNumber: line.orderNumber.trim() || undefined,
    })),
  }
}
