import { useQuery } from 'urql'
import { MayPersonDocument, PersonCanDocument, WhoCanDocument } from '~/api/accessDocuments'
import { asType, loaded, type Loaded } from '~/api/loaded'
import { useSession } from '../../session'
import type { AccessSearch } from '../search'
import type { Answer } from './ExplorerScreen'
import type { ExplorerSearch } from './question'

/** What the question in the address is answered with; no answer while its blanks are not filled. Amounts are in `currency`. */
export function useAnswer(
  address: ExplorerSearch & AccessSearch,
  currency: string | undefined,
): {
  answer?: Loaded<Answer>
  reread: () => void
} {
  const { entities } = useSession()
  const { ask, person, action, item, over, asOf } = address
  const entityId = entities.find(({ code }) => code === address.in)?.id
  const [what, rereadWhat] = useQuery({
    query: PersonCanDocument,
    variables: { id: person ?? '', asOf },
    pause: ask !== 'what' || !person,
  })
  const [who, rereadWho] = useQuery({
    query: WhoCanDocument,
    variables: {
      action: action ?? 'INVOICE_VIEW',
      subjectId: item,
      entityId,
      over: over && currency ? { amount: over, currency } : undefined,
      asOf,
    },
    pause: ask !== 'who' || !action || (over !== undefined && !currency),
  })
  const [may, rereadMay] = useQuery({
    query: MayPersonDocument,
    variables: { userId: person ?? '', action: action ?? 'INVOICE_VIEW', subjectId: item ?? '', asOf },
    pause: ask !== 'may' || !person || !action || !item,
  })
  const anew = { requestPolicy: 'network-only' } as const
  if (ask === 'what' && person)
    return {
      answer: loaded(what, ({ node }) => {
        const found = asType(node, 'User')
        return found && { kind: 'rows', rows: found.access }
      }),
      reread: () => rereadWhat(anew),
    }
  if (ask === 'who' && action)
    return {
      answer: loaded(who, ({ whoCan }) => ({ kind: 'rows', rows: whoCan })),
      reread: () => rereadWho(anew),
    }
  if (ask === 'may' && person && action && item)
    return {
      answer: loaded(may, ({ accessCheck }) => ({ kind: 'verdict', verdict: accessCheck })),
      reread: () => rereadMay(anew),
    }
  return { reread: () => undefined }
}
