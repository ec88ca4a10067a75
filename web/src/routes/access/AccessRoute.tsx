import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { LogProofDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useNow } from '~/format/useFormats'
import { AccessText } from '~/i18n/AccessText'
import { useText } from '~/i18n/useText'
import { EmptyNotice } from '~/ui/Notice'
import { saveFile } from '~/ui/saveFile'
import { showToast } from '~/ui/toast'
import { useSession } from '../session'
import { useAddress } from '../useAddress'
import { AccessScreen } from './AccessScreen'
import { OfferContext } from './offer'
import { exportWithProof, type Offer } from './proof'
import { placesFor } from './places'
import { accessSearch } from './search'

/** The area's messages, then its frame. */
export function AccessRoute() {
  return (
    <Suspense>
      <AccessText>
        <Area />
      </AccessText>
    </Suspense>
  )
}

const lastsMs = 10_000

/** The frame of the area: the instant in the address, the seal of the log, and the export of what a page offers. */
function Area() {
  const { user, allowed } = useSession()
  const say = useText()
  const now = useNow()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const [{ asOf }, setAddress] = useAddress(accessSearch)
  const [offer, setOffer] = useState<Offer>()
  const places = useMemo(() => placesFor(allowed), [allowed])
  const readsLog = allowed.has('AUDIT_READ')
  const [query, check] = useQuery({ query: LogProofDocument, pause: !readsLog })
  const proof = readsLog ? loaded(query, ({ auditProof }) => auditProof) : undefined
  const log = proof?.state === 'ready' ? proof.data : undefined
  const [first] = places
  const hand = async ({ name, ...rest }: Offer) => {
    try {
      const context = { address: window.location.href, asOf, by: user.name, at: now, log }
      saveFile(
        `countersign-${name}.zip`,
        await exportWithProof({ name, ...rest }, context),
        'application/zip',
      )
    } catch {
      void showToast({
        id: 'export',
        message: say('export.failed'),
        failed: true,
        lastsMs,
        closeLabel: say('action.close'),
      })
    }
  }
  return (
    <AccessScreen
      places={places}
      path={path}
      asOf={asOf}
      onAsOf={(next) => setAddress({ asOf: next })}
      proof={proof}
      onCheck={() => check({ requestPolicy: 'network-only' })}
      onExport={offer && (() => void hand(offer))}
    >
      <OfferContext value={setOffer}>
        {!first ? (
          <EmptyNotice kind="forbidden" title={say('explorer.forbidden')} />
        ) : path.replace(/\/$/, '') === '/access' ? (
          <Navigate to={first.href} search={true} replace />
        ) : (
          <Outlet />
        )}
      </OfferContext>
    </AccessScreen>
  )
}
