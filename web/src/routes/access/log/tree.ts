/** A proof that an event is in the log that a checkpoint covers, as the API gives it: hashes in base64. */
export interface Proof {
  /** The event's position. */
  position: number
  /** How many entries the checkpoint covers. */
  size: number
  /** From the leaf's neighbour up to the root's child. */
  hashes: string[]
  /** As it was signed: a signed note. */
  checkpoint: string
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))
const textOf = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

async function nodeOf(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  const joined = new Uint8Array(1 + left.length + right.length)
  joined[0] = 1
  joined.set(left, 1)
  joined.set(right, 1 + left.length)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined))
}

/**
 * The root that a leaf and its proof lead to, base64; undefined when the proof has too few hashes or too many.
 *
 * RFC 9162 section 2.1.3.2, which computes the tree of RFC 6962. Errors: rejects where the browser makes no digests, which
 * is outside of HTTPS and this very machine, and when a hash is no base64.
 */
export async function rootOf(leaf: string, { position, size, hashes }: Proof): Promise<string | undefined> {
  if (position < 0 || position >= size) return undefined
  let [at, last] = [position, size - 1]
  let root: Uint8Array = bytesOf(leaf)
  for (const hash of hashes) {
    if (last === 0) return undefined
    const beside = bytesOf(hash)
    if (at % 2 === 1 || at === last) {
      root = await nodeOf(beside, root)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else {
      root = await nodeOf(root, beside)
    }
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? textOf(root) : undefined
}

/** Size and root that a checkpoint states: its second and third line (c2sp.org/tlog-checkpoint). */
export function statedBy(checkpoint: string): { size: number; root: string } {
  const [, size = '', root = ''] = checkpoint.split('\n')
  return { size: Number(size), root }
}

/** Whether a leaf and its proof lead to the root that the checkpoint of the proof states. Errors: as `rootOf`. */
export async function isIncluded(leaf: string, proof: Proof): Promise<boolean> {
  const stated = statedBy(proof.checkpoint)
  return stated.size === proof.size && (await rootOf(leaf, proof)) === stated.root
}
