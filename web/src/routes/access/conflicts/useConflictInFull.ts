import { useState } from 'react'
import { useQuery } from 'urql'
import { ConflictInFullDocument } from '~/api/accessDocuments'
import type { ConflictRowFragment } from '~/api/documents'
import { loaded } from '~/api/loaded'
import { useForwardPages } from '../../usePages'
import type { InFullProps } from './ConflictInFull'

/** Reads the conflict that is open: its ways, its mitigation, and what was done under it, a page at a time. */
export function useConflictInFull(
  conflict: ConflictRowFragment | undefined,
  asOf: string | undefined,
): InFullProps {
  const [at, setAt] = useState<{ conflict: string; after?: string }>()
  const after = at?.conflict === conflict?.id ? at?.after : undefined
  const [query, reread] = useQuery({
    query: ConflictInFullDocument,
    variables: {
      filter: conflict && {
        kind: conflict.kind,
        rule: [conflict.rule.key],
        userId: 'id' in conflict.user ? conflict.user.id : undefined,
      },
      asOf,
      after,
    },
    pause: !conflict,
  })
  const node = query.data?.sodConflicts.edges.find((edge) => edge.node.id === conflict?.id)?.node
  const pages = useForwardPages(after, node?.objects.pageInfo, (next) =>
    setAt(conflict && { conflict: conflict.id, after: next }),
  )
  return {
    full: loaded(
      query,
      () =>
        node && {
          ...node,
          objects: { rows: node.objects.edges.map((edge) => edge.node), page: pages.state },
        },
    ),
    onNext: pages.onNext,
    onPrevious: pages.onPrevious,
    onRetry: () => reread({ requestPolicy: 'network-only' }),
  }
}
