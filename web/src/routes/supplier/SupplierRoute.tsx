import { useParams } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { InvoicesDocument, SupplierPageDocument } from '~/api/documents'
import { asType, loaded } from '~/api/loaded'
import { SupplierScreen } from './SupplierScreen'

const invoicesShown = 20

/** Reads a supplier and its latest invoices. */
export function SupplierRoute() {
  const { id } = useParams({ strict: false })
  const supplierId = id ?? ''
  const [query, reread] = useQuery({ query: SupplierPageDocument, variables: { id: supplierId } })
  const [invoices, rereadInvoices] = useQuery({
    query: InvoicesDocument,
    variables: { filter: { supplierId: [supplierId] }, first: invoicesShown },
  })
  return (
    <SupplierScreen
      supplier={loaded(query, ({ node }) => asType(node, 'Supplier'))}
      invoices={loaded(invoices, ({ invoices: list }) => ({
        rows: list.edges.map(({ node }) => node),
        total: list.totalCount,
      }))}
      onRetry={() => {
        reread({ requestPolicy: 'network-only' })
        rereadInvoices({ requestPolicy: 'network-only' })
      }}
    />
  )
}
