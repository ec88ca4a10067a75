import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { GrantsOfPersonDocument, SimulateAccessDocument, WhatIfChoicesDocument } from '~/api/accessDocuments'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { useAccessExport } from '~/ui/access/useAccessExport'
import { useStored } from '~/ui/useStored'
import { useSession } from '../../session'
import { useAddress, useGo } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { useGroupCurrency, usePeople } from '../useChoices'
import { type Draft, emptyDraft, isEmpty, readDraft } from './draft'
import { inputOf } from './input'
import { whatifSearch } from './search'
import { useDraftNames } from './useDraftNames'
import { askable, useRequests } from './useRequests'
import { WhatIfScreen } from './WhatIfScreen'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...whatifSearch(search) })

/** Works out the draft of the address; without one, the one that this browser was left with. */
export function WhatIfRoute() {
  const { entities, allowed } = useSession()
  const say = useText()
  const go = useGo()
  const [address, setAddress] = useAddress(read)
  const [stored, store] = useStored<unknown>('access.draft', emptyDraft)
  const draft = useMemo(() => address.draft ?? readDraft(stored), [address.draft, stored])
  const change = (next: Draft) => {
    store(next)
    setAddress({ draft: next }, true)
  }
  const currency = useGroupCurrency()
  const people = usePeople()
  const names = useDraftNames(draft)
  const [choices] = useQuery({ query: WhatIfChoicesDocument })
  const [lookedUp, lookUp] = useState<string>()
  const [grants] = useQuery({
    query: GrantsOfPersonDocument,
    variables: { id: lookedUp ?? '' },
    pause: !lookedUp,
  })
  const input = useMemo(() => inputOf(draft, entities, currency), [draft, entities, currency])
  const [query, reread] = useQuery({
    query: SimulateAccessDocument,
    variables: { input: input ?? {} },
    pause: !input,
  })
  const outcome = input && loaded(query, ({ simulateAccess }) => simulateAccess)
  const simulation = outcome?.state === 'ready' ? outcome.data : undefined
  const write = useAccessExport()
  useOffer(
    useMemo(
      () => simulation && { name: 'what-if', table: write([...simulation.gained, ...simulation.lost]) },
      [simulation, write],
    ),
  )
  const command = useCommand()
  const request = useRequests({ command, entities, currency })
  const [asking, setAsking] = useState(false)
  const lines = askable(draft, allowed)
  const ask = async (reason = '') => {
    const left = await request(draft, lines, reason)
    change(left)
    if (askable(left, allowed).length > 0) return
    setAsking(false)
    go('/access/changes?state=REQUESTED')
  }
  return (
    <>
      <WhatIfScreen
        draft={draft}
        onDraft={change}
        names={names}
        choices={{
          ...people,
          roles: choices.data?.roles ?? [],
          entities,
          currency,
          grants: (lookedUp && asType(grants.data?.node, 'User')?.grants) || [],
          onLookUp: (person) => lookUp(person?.id),
        }}
        outcome={isEmpty(draft) ? undefined : (outcome ?? { state: 'loading' })}
        past={address.asOf !== undefined}
        onAsk={
          lines.length > 0
            ? () => {
                command.clear()
                setAsking(true)
              }
            : undefined
        }
        onRetry={() => reread({ requestPolicy: 'network-only' })}
      />
      {asking && (
        <CommentDialog
          title={say('whatif.askTitle', { count: lines.length })}
          text={say('whatif.askText')}
          doLabel={say('whatif.ask')}
          needed
          busy={command.busy}
          problem={command.problem}
          onClose={() => setAsking(false)}
          onGive={(reason) => void ask(reason)}
        />
      )}
    </>
  )
}
