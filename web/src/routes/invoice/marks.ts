import { createContext, useContext } from 'react'
import type { InvoicePartsFragment } from '~/api/documents'

/** A value of the document with its place in the source. */
export type Field = InvoicePartsFragment['fields'][number]

/** Which value is pointed at, on either side of the page. */
export interface Marks {
  /** Name of a field, for example "BT-112". */
  marked?: string
  /** The side that points; the other one brings the value into view. */
  from?: 'document' | 'memo'
  mark: (name: string | undefined, from: 'document' | 'memo') => void
}

export const MarksContext = createContext<Marks>({ mark: () => undefined })

export const useMarks = () => useContext(MarksContext)

/** The first member of a list of fields carries the bare name too: "BT-13" finds "BT-13[1]". */
export function fieldNamed(fields: Field[], name: string): Field | undefined {
  return fields.find((field) => field.name === name) ?? fields.find((field) => field.name === `${name}[1]`)
}

/** All members of a list of fields, in order. */
export const fieldsNamed = (fields: Field[], name: string): Field[] =>
  fields.filter((field) => field.name === name || field.name.startsWith(`${name}[`))

/** "BT-116[2]" is of the business term "BT-116". */
export const termOf = (name: string): string => name.replace(/\[\d+\]$/, '')
