import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { RolePageDocument } from '~/api/accessDocuments'
import { asType, loaded } from '~/api/loaded'
import { cursors } from '../../search'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { RoleScreen } from './RoleScreen'
import { useGrantExport } from './useGrantExport'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...cursors(search) })

/** Reads a role; its actions and holders are those of the area's instant. */
export function RoleRoute() {
  const { id = '' } = useParams({ strict: false })
  const [{ asOf, after }, setAddress] = useAddress(read)
  const [query, reread] = useQuery({ query: RolePageDocument, variables: { id, asOf, after } })
  const role = loaded(query, ({ node }) => asType(node, 'Role'))
  const grants = role.state === 'ready' ? role.data.grants : undefined
  const pages = useForwardPages(after, grants?.pageInfo, (next) => setAddress({ after: next }))
  const write = useGrantExport()
  useOffer(
    useMemo(
      () => grants && { name: 'holders', table: write(grants.edges.map(({ node }) => node)) },
      [grants, write],
    ),
  )
  return (
    <RoleScreen
      role={role}
      page={pages.state}
      onNext={pages.onNext}
      onPrevious={pages.onPrevious}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
