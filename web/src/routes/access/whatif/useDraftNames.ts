import { useMemo } from 'react'
import { useQuery } from 'urql'
import { DraftNamesDocument } from '~/api/accessDocuments'
import type { GrantPartsFragment } from '~/api/documents'
import type { DraftNames } from './DraftLines'
import type { Draft } from './draft'

/** Names for the people and grants of a draft. */
export function useDraftNames({ grants, revokes, leavers }: Draft): DraftNames {
  const ids = useMemo(
    () => [...new Set([...grants.map(({ person }) => person), ...revokes, ...leavers])].slice(0, 100),
    [grants, revokes, leavers],
  )
  const [{ data }] = useQuery({ query: DraftNamesDocument, variables: { ids }, pause: ids.length === 0 })
  return useMemo(() => {
    const people = new Map<string, string>()
    const found = new Map<string, GrantPartsFragment>()
    for (const node of data?.nodes ?? []) {
      if (node?.__typename === 'User') people.set(node.id, node.name)
      if (node?.__typename === 'RoleGrant') found.set(node.id, node)
    }
    return { people, grants: found }
  }, [data])
}
