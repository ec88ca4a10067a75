// Fails the build when the first load outgrows what a slow link bears. Prints every part.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limitKiB = 250
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const gzipped = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(7)

// What a chunk loads with it, without what it loads later.
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, seen)
  return seen
}

function sizeOf(keys) {
  const files = new Set([...keys].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]))
  return [...files].reduce((sum, file) => sum + gzipped(file), 0)
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const first = closure(entry)
const start = sizeOf(first)
console.log(`${kib(start)} KiB gzip  first load`)
let heaviest = 0
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue
  const added = sizeOf([...closure(key)].filter((part) => !first.has(part)))
  if (/routes\/(inbox\/Inbox|signin\/SignIn)Route/.test(key)) heaviest = Math.max(heaviest, added)
  console.log(`${kib(added)} KiB gzip  + ${key}`)
}
// The inbox is where everybody lands: it counts as first load too.
const landed = (start + heaviest) / 1024
console.log(`${landed.toFixed(1).padStart(7)} KiB gzip  to the inbox, of ${limitKiB} allowed`)
if (landed > limitKiB) {
  console.error(
    `The first load is ${landed.toFixed(1)} KiB gzip; ${limitKiB} are allowed (FEATURES, Mobile).`,
  )
  process.exit(1)
}
