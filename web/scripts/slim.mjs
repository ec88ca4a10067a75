// Second half of `npm run generate`: what the generator writes, without what the browser does not need.
// Operations become the documents that urql reads a hash and a name from; texts of fragments and the tag function go.
// Those of "Access & audit" stand in a file of their own, so that they are loaded with that area.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const folder = new URL('../src/api/generated/', import.meta.url)
const file = new URL('graphql.ts', folder)
const area = new URL('../src/api/operations/access/', import.meta.url)

const ofArea = new Set(
  readdirSync(area).flatMap((name) =>
    [...readFileSync(new URL(name, area), 'utf8').matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(
      ([, operation]) => operation,
    ),
  ),
)

const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => !/^export const \w+FragmentDoc = /.test(line))
  .map((line) =>
    line.replace(
      /^export const (\w+)Document = \{"__meta__":\{"hash":"([0-9a-f]{64})"\}\}/,
      (_, name, hash) =>
        `export const ${name}Document = {"kind":"Document","documentId":"${hash}","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"${name}"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]}`,
    ),
  )

const left = lines.find((line) => line.includes('"__meta__"'))
if (left) throw new Error(`the generator writes operations differently now: ${left.slice(0, 80)}`)

const isOfArea = (line) => ofArea.has(/^export const (\w+)Document = /.exec(line)?.[1])
const moved = lines.filter(isOfArea)
if (moved.length !== ofArea.size) throw new Error('not every operation of the area was generated')
const types = moved.flatMap((line) => /DocumentNode<(\w+), (\w+)>/.exec(line)?.slice(1) ?? [])

writeFileSync(file, lines.filter((line) => !isOfArea(line)).join('\n'))
writeFileSync(
  new URL('access.ts', folder),
  [
    '/* eslint-disable */',
    "import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';",
    `import type { ${types.join(', ')} } from './graphql';`,
    ...moved,
    '',
  ].join('\n'),
)
for (const name of ['gql.ts', 'index.ts']) rmSync(new URL(name, folder), { force: true })
