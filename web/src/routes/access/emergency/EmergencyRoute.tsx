import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import {
  DecideEmergencyDocument,
  EmergencyBundlesDocument,
  EmergencySessionsDocument,
  EndEmergencyDocument,
  SessionInFullDocument,
  UseOverrideDocument,
} from '~/api/accessDocuments'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { useOffer } from '../offer'
import type { Bundle } from './Bundles'
import { EmergencyScreen } from './EmergencyScreen'
import { emergencySearch } from './search'
import type { SessionAct, SessionInFull } from './SessionDetail'
import { UseDialog } from './UseDialog'

const pageSize = 50
const fresh = { requestPolicy: 'cache-and-network' } as const

/** Reads what can be had in an emergency and each use of it; asks, decides and ends. */
export function EmergencyRoute() {
  const say = useText()
  const label = useLabel()
  const [{ bundle, open, after }, setAddress] = useAddress(emergencySearch)
  const [bundles, rereadBundles] = useQuery({ query: EmergencyBundlesDocument, ...fresh })
  const [sessions, rereadSessions] = useQuery({
    query: EmergencySessionsDocument,
    variables: { first: pageSize, after },
    ...fresh,
  })
  const [one, rereadOne] = useQuery({
    query: SessionInFullDocument,
    variables: { id: open ?? '' },
    pause: !open,
    ...fresh,
  })
  const command = useCommand()
  const [using, setUsing] = useState<Bundle>()
  const [asking, setAsking] = useState<{ act: SessionAct; session: SessionInFull }>()
  const rows = useMemo(() => sessions.data?.emergencySessions.edges.map(({ node }) => node), [sessions.data])
  const pages = useForwardPages(after, sessions.data?.emergencySessions.pageInfo, (next) =>
    setAddress({ after: next }),
  )
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'emergency-access',
          table: {
            columns: [
              say('access.person'),
              say('emergency.ticket'),
              say('emergency.bundle'),
              say('record.reason'),
              say('emergency.minutes'),
              say('change.state'),
              say('emergency.asked'),
              say('grant.from'),
              say('grant.to'),
              say('emergency.score'),
            ],
            rows: rows.map((session) => [
              session.user.name,
              session.ticket,
              session.bundle.name,
              session.reason,
              session.minutes,
              label('emergencyState', session.state),
              session.requestedAt,
              session.startsAt,
              session.endedAt ?? session.endsAt,
              session.score,
            ]),
          },
        },
      [rows, say, label],
    ),
  )
  const reread = () => {
    for (const again of [rereadBundles, rereadSessions]) again({ requestPolicy: 'network-only' })
    if (open) rereadOne({ requestPolicy: 'network-only' })
  }
  const run = async (act: SessionAct, { id, version }: SessionInFull, comment?: string) => {
    const done =
      act === 'end'
        ? await command.run(EndEmergencyDocument, { id, version, reason: comment })
        : await command.run(DecideEmergencyDocument, {
            id,
            version,
            outcome: act === 'approve' ? 'APPROVE' : 'REJECT',
            comment,
          })
    if (done) setAsking(undefined)
    reread()
  }
  return (
    <>
      <EmergencyScreen
        bundles={loaded(bundles, ({ emergencyBundles }) => ({ rows: emergencyBundles }))}
        bundle={bundle}
        onBundle={(id) => setAddress({ bundle: id }, true)}
        onUse={(chosen) => {
          command.clear()
          setUsing(chosen)
        }}
        sessions={loaded(sessions, ({ emergencySessions }) => ({
          rows: emergencySessions.edges.map(({ node }) => node),
          total: emergencySessions.totalCount,
          page: pages.state,
        }))}
        open={open}
        onOpen={(id) => setAddress({ open: id }, true)}
        detail={{
          full: loaded(one, ({ node }) => asType(node, 'EmergencySession')),
          busy: command.busy,
          onAct: (act, session) => {
            command.clear()
            setAsking({ act, session })
          },
          onReread: () => rereadOne({ requestPolicy: 'network-only' }),
        }}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        onRetry={reread}
      />
      {using && (
        <UseDialog
          bundle={using}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setUsing(undefined)}
          onUse={async (use) => {
            const done = await command.run(UseOverrideDocument, { bundle: using.key, ...use })
            if (!done) return
            setUsing(undefined)
            setAddress({ open: done.useOverride.session.id }, true)
            reread()
          }}
        />
      )}
      {asking && (
        <CommentDialog
          title={`${asking.session.bundle.name} · ${asking.session.user.name}`}
          doLabel={say(`emergency.${asking.act}`)}
          needed={asking.act === 'reject'}
          grave={asking.act === 'reject'}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setAsking(undefined)}
          onGive={(comment) => void run(asking.act, asking.session, comment)}
        />
      )}
    </>
  )
}
