import { useMemo } from 'react'
import { useAccessExport } from '~/ui/access/useAccessExport'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import { useGroupCurrency, useItems, usePeople } from '../useChoices'
import { ExplorerScreen } from './ExplorerScreen'
import { addressOf, explorerSearch } from './question'
import { useAnswer } from './useAnswer'
import { useQuestion } from './useQuestion'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...explorerSearch(search) })

/** Asks what the address asks. */
export function ExplorerRoute() {
  const { entities } = useSession()
  const [address, setAddress] = useAddress(read)
  const question = useQuestion(address)
  const currency = useGroupCurrency()
  const { answer, reread } = useAnswer(address, currency)
  const people = usePeople()
  const items = useItems()
  const write = useAccessExport()
  const rows = answer?.state === 'ready' && answer.data.kind === 'rows' ? answer.data.rows : undefined
  const name = address.ask === 'who' ? 'who-can' : 'can-do'
  useOffer(useMemo(() => rows && { name, table: write(rows) }, [rows, write, name]))
  return (
    <ExplorerScreen
      question={question}
      choices={{ ...people, ...items, entities, currency }}
      asOf={address.asOf}
      onAsOf={(asOf) => setAddress({ asOf })}
      onAsk={(ask, next) => setAddress(addressOf(ask, next))}
      answer={answer}
      open={address.open}
      onOpen={(open) => setAddress({ open }, true)}
      onRetry={reread}
    />
  )
}
