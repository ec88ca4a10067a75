import { type Table, writeCsv } from '~/format/csv'
import { writeZip } from '~/format/zip'
import type { LogProof } from './Seal'

/** What is shown, ready to be handed over. */
export interface Offer {
  /** Of the file, in ASCII: "who-can". */
  name: string
  table: Table
}

/** What stands beside an exported table. */
export interface ExportContext {
  /** The address that shows the same. */
  address: string
  asOf?: string
  by: string
  at: Date
  /** Absent for who may not read the log. */
  log?: LogProof
}

/**
 * A table with its proof as a ZIP archive: table.csv, and proof.json with the digest of the table, the question (the
 * address), the instant, who exported it, and the signed checkpoint that the log had then.
 *
 * Errors: rejects where the browser makes no digests, which is outside of HTTPS and this very machine.
 */
export async function exportWithProof(
  { table }: Offer,
  { address, asOf, by, at, log }: ExportContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const csv = new TextEncoder().encode(writeCsv(table))
  const proof = {
    format: 'countersign-export/1',
    address,
    asOf: asOf ?? at.toISOString(),
    exportedAt: at.toISOString(),
    exportedBy: by,
    rows: table.rows.length,
    sha256: { 'table.csv': await sha256(csv) },
    log: log && {
      size: log.size,
      root: log.root,
      signedAt: log.signedAt,
      verified: { from: log.from, to: log.to, intact: log.intact },
      checkpoint: log.checkpoint,
    },
  }
  const json = new TextEncoder().encode(`${JSON.stringify(proof, null, 2)}\n`)
  return writeZip(
    [
      { name: 'table.csv', content: csv },
      { name: 'proof.json', content: json },
    ],
    at,
  )
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
