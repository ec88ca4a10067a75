/** A fresh idempotency key: one per intent, kept for its retries. 32 hexadecimal digits. */
export function newKey(): string {
  // randomUUID is absent outside secure contexts, for example on a plain http address in the house.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}
