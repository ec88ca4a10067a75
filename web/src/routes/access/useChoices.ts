import { useDeferredValue, useState } from 'react'
import { useQuery } from 'urql'
import { ItemChoicesDocument, PeopleChoicesDocument, PoliciesInForceDocument } from '~/api/accessDocuments'
import type { Person } from '~/ui/people'

/** People as pickers find them; all of them, the first twenty by name, until something is typed. */
export function usePeople(): { people: Person[]; onFindPerson: (text: string) => void } {
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const [query] = useQuery({ query: PeopleChoicesDocument, variables: { text: text || undefined } })
  return { people: query.data?.users.edges.map(({ node }) => node) ?? [], onFindPerson: setTyped }
}

const leastLetters = 2

/** Invoices as pickers find them. */
export function useItems(): {
  items: { id: string; key: string; title: string }[]
  onFindItem: (text: string) => void
} {
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const pause = text.length < leastLetters
  const [query] = useQuery({ query: ItemChoicesDocument, variables: { text }, pause })
  return { items: pause ? [] : (query.data?.search ?? []), onFindItem: setTyped }
}

/** The group's currency, in which limits are and amounts are asked for; undefined until it is known. */
export function useGroupCurrency(): string | undefined {
  const [query] = useQuery({ query: PoliciesInForceDocument })
  return query.data?.policies[0]?.active.currency
}
