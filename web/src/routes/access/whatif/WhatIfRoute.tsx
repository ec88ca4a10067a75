import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { GrantsOfPersonDocument, SimulateAccessDocument, WhatIfChoicesDocument } from '~/api/accessDocuments'
import { asType, loaded } from '~/api/loaded'
import { useAccessExport } from '~/ui/access/useAccessExport'
import { useStored } from '~/ui/useStored'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { useGroupCurrency, usePeople } from '../useChoices'
import { type Draft, emptyDraft, isEmpty, readDraft } from './draft'
import { inputOf } from './input'
import { whatifSearch } from './search'
import { useDraftNames } from './useDraftNames'
import { WhatIfScreen } from './WhatIfScreen'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...whatifSearch(search) })

/** Works out the draft of the address; without one, the one that this browser was left with. */
export function WhatIfRoute() {
  const { entities } = useSession()
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
  return (
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
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
