import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isIncluded, type Proof, rootOf } from './tree'

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const leafOf = (entry: number) => sha256(Buffer.from([0]), Buffer.from(`entry ${entry}`))
const base64 = (hash: Buffer) => hash.toString('base64')

/** RFC 6962 section 2.1, as it is written there. */
function tree(leaves: Buffer[]): Buffer {
  const [first] = leaves
  if (leaves.length === 1 && first) return first
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return sha256(Buffer.from([1]), tree(leaves.slice(0, split)), tree(leaves.slice(split)))
}

/** RFC 6962 section 2.1.1, as it is written there. */
function path(position: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length === 1) return []
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return position < split
    ? [...path(position, left), tree(right)]
    : [...path(position - split, right), tree(left)]
}

const leaves = (size: number) => Array.from({ length: size }, (_, entry) => leafOf(entry))

function proofOf(position: number, size: number): Proof {
  const root = base64(tree(leaves(size)))
  const hashes = path(position, leaves(size)).map(base64)
  return { position, size, hashes, checkpoint: `example/log\n${size}\n${root}\n\n— example/log AAAA\n` }
}

test('every entry of every tree up to 33 leads to its root', async () => {
  for (let size = 1; size <= 33; size++)
    for (let position = 0; position < size; position++)
      expect([size, position, await isIncluded(base64(leafOf(position)), proofOf(position, size))]).toEqual([
        size,
        position,
        true,
      ])
})

test('another entry, another position, another checkpoint and a hash too few or too many lead elsewhere', async () => {
  const leaf = base64(leafOf(5))
  const proof = proofOf(5, 13)
  expect(await isIncluded(base64(leafOf(6)), proof)).toBe(false)
  expect(await isIncluded(leaf, { ...proof, position: 4 })).toBe(false)
  expect(await isIncluded(leaf, { ...proof, checkpoint: proofOf(5, 14).checkpoint })).toBe(false)
  expect(await rootOf(leaf, { ...proof, hashes: proof.hashes.slice(1) })).toBeUndefined()
  expect(await rootOf(leaf, { ...proof, hashes: [...proof.hashes, leaf] })).toBeUndefined()
  expect(await rootOf(leaf, { ...proof, position: 13 })).toBeUndefined()
})
