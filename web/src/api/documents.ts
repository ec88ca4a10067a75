/** Hash of an operation, hexadecimal SHA-256 of its text: the key of persisted-documents.json. */
export const hashOf = (document: unknown): string => (document as { documentId: string }).documentId

/** Name of an operation, for example "Inbox". */
export const nameOf = (document: unknown): string =>
  (document as { definitions: { name: { value: string } }[] }).definitions[0]?.name.value ?? ''

export * from './generated/graphql'
