import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { proof } from '~/testing/fixtures/access'
import { exportWithProof } from './proof'

const at = new Date('2026-11-24T09:30:00Z')

/** The files of an archive that stores them as they are, by the headers before each. */
function filesOf(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer)
  const found = new Map<string, Uint8Array>()
  let start = 0
  while (view.getUint32(start, true) === 0x04034b50) {
    const [size, nameSize] = [view.getUint32(start + 18, true), view.getUint16(start + 26, true)]
    const name = new TextDecoder().decode(zip.subarray(start + 30, start + 30 + nameSize))
    start += 30 + nameSize
    found.set(name, zip.subarray(start, start + size))
    start += size
  }
  return found
}

test('the proof names the digest of the table, the question, the instant and the signed checkpoint', async () => {
  const zip = await exportWithProof(
    { name: 'who-can', table: { columns: ['Person'], rows: [['=Köln'], ['Tomáš Dvořák']] } },
    {
      address: 'https://c.example/access/explorer?ask=who',
      asOf: '2026-10-31T22:59:00Z',
      by: 'Marit Holvåg',
      at,
      log: proof,
    },
  )
  const files = filesOf(zip)
  const table = files.get('table.csv') ?? new Uint8Array()
  expect(new TextDecoder().decode(table)).toBe("Person\r\n'=Köln\r\nTomáš Dvořák\r\n")
  expect(JSON.parse(new TextDecoder().decode(files.get('proof.json')))).toEqual({
    format: 'countersign-export/1',
    address: 'https://c.example/access/explorer?ask=who',
    asOf: '2026-10-31T22:59:00Z',
    exportedAt: '2026-11-24T09:30:00.000Z',
    exportedBy: 'Marit Holvåg',
    rows: 2,
    sha256: { 'table.csv': createHash('sha256').update(table).digest('hex') },
    log: {
      size: proof.size,
      root: proof.root,
      signedAt: proof.signedAt,
      verified: { from: proof.from, to: proof.to, intact: true },
      checkpoint: proof.checkpoint,
    },
  })
})

test('without the log the proof says nothing of it', async () => {
  const zip = await exportWithProof(
    { name: 'roles', table: { columns: ['Role'], rows: [] } },
    { address: 'https://c.example/access/roles', by: 'Emre Taşdemir', at },
  )
  const said = JSON.parse(new TextDecoder().decode(filesOf(zip).get('proof.json'))) as Record<string, unknown>
  expect(said.log).toBeUndefined()
  expect(said.asOf).toBe('2026-11-24T09:30:00.000Z')
})
