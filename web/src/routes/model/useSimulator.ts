import { useCallback, useState } from 'react'
import { useClient } from 'urql'
import { SimulateThresholdDocument } from '~/api/modelDocuments'
import { toProblem } from '~/api/problem'
import type { Period } from './period'
import { type Candidate, sameTry, simulationInput, type Try, withTry } from './simulator'

/** Tries promises and thresholds on the past, and keeps the last try and the one before. */
export function useSimulator(entityId: string, period: Period, currency: string) {
  const client = useClient()
  const [tries, setTries] = useState<Try[]>([])
  const onTry = useCallback(
    async (candidate: Candidate) => {
      const one: Try = { candidate, period, answer: { state: 'loading' } }
      setTries((before) => withTry(before, one))
      const input = simulationInput(entityId, candidate, period, currency)
      const { data, error } = await client
        .query(SimulateThresholdDocument, { input }, { requestPolicy: 'network-only' })
        .toPromise()
      const answer: Try['answer'] = data
        ? { state: 'ready', data: data.simulateThreshold }
        : { state: 'problem', problem: error ? toProblem(error) : { code: 'INTERNAL', message: '' } }
      setTries((now) => now.map((each) => (sameTry(each, one) ? { ...each, answer } : each)))
    },
    [client, entityId, period, currency],
  )
  return { tries, onTry: (candidate: Candidate) => void onTry(candidate) }
}
