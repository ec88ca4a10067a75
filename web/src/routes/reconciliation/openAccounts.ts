import type { Client } from 'urql'
import { ReconOpenDocument } from '~/api/reconDocuments'

/** How many accounts have open items, at most 10,000; undefined when it could not be read. */
export async function openAccounts(client: Client): Promise<number | undefined> {
  const { data } = await client.query(ReconOpenDocument, {}, { requestPolicy: 'network-only' }).toPromise()
  return data?.reconAccounts.totalCount.value
}
