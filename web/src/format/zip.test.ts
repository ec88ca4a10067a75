import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeZip } from './zip'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (part: Uint8Array) => new TextDecoder().decode(part)

/** Files as the directory at the end of an archive lists them, each found again by its place and compared with its sum. */
function read(zip: Uint8Array): Record<string, string> {
  const view = new DataView(zip.buffer)
  const end = zip.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  const found: Record<string, string> = {}
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    expect(view.getUint32(at, true)).toBe(0x02014b50)
    const [sum, size, nameSize] = [16, 24, 28].map((of) =>
      of === 28 ? view.getUint16(at + of, true) : view.getUint32(at + of, true),
    ) as [number, number, number]
    const local = view.getUint32(at + 42, true)
    expect(view.getUint32(local, true)).toBe(0x04034b50)
    const start = local + 30 + view.getUint16(local + 26, true)
    const content = zip.subarray(start, start + size)
    expect(crc32(content)).toBe(sum)
    found[text(zip.subarray(at + 46, at + 46 + nameSize))] = text(content)
    at += 46 + nameSize
  }
  expect(at).toBe(end)
  return found
}

test('files are found again by the directory, with their sums', () => {
  const zip = writeZip(
    [
      { name: 'table.csv', content: bytes('Köln,12.50\r\n') },
      { name: 'proof.json', content: bytes('') },
    ],
    new Date(2026, 10, 24, 9, 30, 42),
  )
  expect(read(zip)).toEqual({ 'table.csv': 'Köln,12.50\r\n', 'proof.json': '' })
  const view = new DataView(zip.buffer)
  expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([0x4bd5, 0x5d78])
})
