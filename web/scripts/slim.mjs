// Second half of `npm run generate`: what the generator writes, without what the browser does not need.
// Operations become the documents that urql reads a hash and a name from; texts of fragments and the tag function go.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

const folder = new URL('../src/api/generated/', import.meta.url)
const file = new URL('graphql.ts', folder)

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

writeFileSync(file, lines.join('\n'))
for (const name of ['gql.ts', 'index.ts']) rmSync(new URL(name, folder), { force: true })
