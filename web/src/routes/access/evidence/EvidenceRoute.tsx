import { useMemo } from 'react'
import { useQuery } from 'urql'
import { EvidenceRequestsDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { useOffer } from '../offer'
import { EvidenceScreen } from './EvidenceScreen'

/** Reads the requests that auditors make. */
export function EvidenceRoute() {
  const say = useText()
  const [query, reread] = useQuery({ query: EvidenceRequestsDocument })
  const rows = query.data?.evidenceRequests
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'evidence-requests',
          table: {
            columns: [say('request.number'), say('request.title'), say('request.objectives')],
            rows: rows.map(({ number, title, objective }) => [number, title, objective.join(' ')]),
          },
        },
      [rows, say],
    ),
  )
  return (
    <EvidenceScreen
      list={loaded(query, ({ evidenceRequests }) => ({ rows: evidenceRequests }))}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
