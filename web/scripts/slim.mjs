// Second half of `npm run generate`: what the generator writes, without what the browser does not need.
// Operations become the documents that urql reads a hash and a name from; texts of fragments and the tag function go.
// Those of an area stand in a file of their own, so that they are loaded with it: a folder of operations is an area.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const folder = new URL('../src/api/generated/', import.meta.url)
const file = new URL('graphql.ts', folder)
const operations = new URL('../src/api/operations/', import.meta.url)

const areas = readdirSync(operations, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const area = new URL(`${name}/`, operations)
    const texts = readdirSync(area).map((file) => readFileSync(new URL(file, area), 'utf8'))
    const found = texts.flatMap((text) =>
      [...text.matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(([, operation]) => operation),
    )
    return { name, operations: new Set(found) }
  })

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

const operationOf = (line) => /^export const (\w+)Document = /.exec(line)?.[1]

for (const { name, operations: own } of areas) {
  const moved = lines.filter((line) => own.has(operationOf(line)))
  if (moved.length !== own.size) throw new Error(`not every operation of the area ${name} was generated`)
  const types = moved.flatMap((line) => /DocumentNode<(\w+), (\w+)>/.exec(line)?.slice(1) ?? [])
  writeFileSync(
    new URL(`${name}.ts`, folder),
    [
      '/* eslint-disable */',
      "import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';",
      `import type { ${types.join(', ')} } from './graphql';`,
      ...moved,
      '',
    ].join('\n'),
  )
}
writeFileSync(
  file,
  lines.filter((line) => !areas.some(({ operations: own }) => own.has(operationOf(line)))).join('\n'),
)
for (const name of ['gql.ts', 'index.ts']) rmSync(new URL(name, folder), { force: true })
