import * as generated from './generated/graphql'

// The generator leaves only a hash of each operation. urql wants something shaped like a document, so each gets the
// shape of one here, once; the text itself never reaches the browser.
for (const [name, value] of Object.entries(generated) as [string, { __meta__?: { hash: string } }][]) {
  if (!value.__meta__) continue
  Object.assign(value, {
    kind: 'Document',
    documentId: value.__meta__.hash,
    definitions: [{ kind: 'OperationDefinition', name: { kind: 'Name', value: name.replace(/Document$/, '') } }],
  })
}

/** Hash of an operation, hexadecimal SHA-256 of its text: the key of persisted-documents.json. */
export const hashOf = (document: unknown): string => (document as { documentId: string }).documentId

/** Name of an operation, for example "Inbox". */
export const nameOf = (document: unknown): string =>
  (document as { definitions: { name: { value: string } }[] }).definitions[0]?.name.value ?? ''

export * from './generated/graphql'
