import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { ChosenDocument, EvidenceAnswerDocument, EvidenceRequestsDocument } from '~/api/accessDocuments'
import { loaded } from '~/api/loaded'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { useItems } from '../useChoices'
import { RequestScreen } from './RequestScreen'
import { downloadOf, evidenceSearch, isSame, variablesOf } from './search'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...evidenceSearch(search) })
const anew = { requestPolicy: 'network-only' } as const

/** Reads one request, and its answer once it was asked. */
export function RequestRoute() {
  const { number = '' } = useParams({ strict: false })
  const { entities } = useSession()
  const [{ asOf, ...asked }, setAddress] = useAddress(read)
  const [list, reread] = useQuery({ query: EvidenceRequestsDocument })
  const request = loaded(list, ({ evidenceRequests }) =>
    evidenceRequests.find((each) => String(each.number) === number),
  )
  const known = request.state === 'ready' ? request.data : undefined
  const variables = useMemo(
    () => known && variablesOf(known, asked, entities, asOf),
    // The address is read anew each time it is looked at; what it says is text.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [known, asked.in, asked.item, asked.from, asked.to, entities, asOf],
  )
  const whole = known && (!known.parameters.includes('subject') || asked.item !== undefined)
  const wanted = asked.asked === true && whole === true
  const [query, ask] = useQuery({
    query: EvidenceAnswerDocument,
    variables: variables ?? { number: 0 },
    pause: !wanted,
  })
  const ids = useMemo(() => (asked.item ? [asked.item] : []), [asked.item])
  const [{ data: chosen }] = useQuery({ query: ChosenDocument, variables: { ids }, pause: ids.length === 0 })
  const invoice = chosen?.nodes.find((node) => node?.__typename === 'Invoice' && node.id === asked.item)
  const { items, onFindItem } = useItems()
  const answer = wanted ? loaded(query, ({ evidence }) => evidence) : undefined
  const shown = answer?.state === 'ready' ? answer.data : undefined
  useOffer(
    useMemo(
      () =>
        shown && {
          name: `evidence-${String(shown.request.number).padStart(2, '0')}`,
          table: { columns: shown.columns, rows: shown.sample },
        },
      [shown],
    ),
  )
  return (
    <RequestScreen
      request={request}
      asked={asked}
      choices={{
        entities,
        items,
        onFindItem,
        item: asked.item
          ? invoice?.__typename === 'Invoice'
            ? { id: asked.item, key: invoice.key, title: invoice.title }
            : { id: asked.item, key: asked.item, title: '' }
          : undefined,
      }}
      asOf={asOf}
      onAsk={(next) => {
        setAddress({ in: undefined, item: undefined, from: undefined, to: undefined, ...next, asked: true })
        if (wanted && isSame(next, asked)) ask(anew)
      }}
      answer={answer}
      download={variables && downloadOf(variables)}
      onRetry={() => ask(anew)}
      onReread={() => reread(anew)}
    />
  )
}
