import { useCallback, useState } from 'react'
import { useClient } from 'urql'
import type { MatchRuleInput } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { toProblem } from '~/api/problem'
import { TryMatchRulesDocument } from '~/api/reconDocuments'
import { useNow } from '~/format/useFormats'
import { useAddress } from '../../useAddress'
import type { Trial } from './model'
import { rulesSearch } from './search'
import type { TrialProps } from './Trial'

const usualDays = 90

/** Tries rules on the past when asked to; the period stands in the address. */
export function useTrial(accountId: string, rules: MatchRuleInput[]): TrialProps & { clear: () => void } {
  const client = useClient()
  const now = useNow()
  const [address, setAddress] = useAddress(rulesSearch)
  const [tried, setTried] = useState<{ key: string; trial: Loaded<Trial> }>()
  const to = address.to ?? now.toISOString().slice(0, 10)
  const from = address.from ?? new Date(Date.parse(to) - usualDays * 86_400_000).toISOString().slice(0, 10)
  const key = JSON.stringify(rules)
  const onTry = useCallback(async () => {
    setTried({ key, trial: { state: 'loading' } })
    const input = { accountId, rules: JSON.parse(key) as MatchRuleInput[], from, to }
    const { data, error } = await client
      .query(TryMatchRulesDocument, { input }, { requestPolicy: 'network-only' })
      .toPromise()
    setTried({
      key,
      trial: data
        ? { state: 'ready', data: data.tryMatchRules }
        : { state: 'problem', problem: error ? toProblem(error) : { code: 'INTERNAL', message: '' } },
    })
  }, [client, accountId, key, from, to])
  return {
    from,
    to,
    onPeriod: (period) => setAddress(period, true),
    onTry: () => void onTry(),
    trial: tried?.trial,
    outdated: tried !== undefined && tried.key !== key,
    clear: () => setTried(undefined),
  }
}
