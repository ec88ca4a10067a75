import { expect, test } from 'vitest'
import { casesSearch, filterOf } from './search'

test('what the address does not know is dropped', () => {
  expect(casesSearch({ state: 'ODD', category: 'gossip', mine: 'yes', overdue: true, after: 7 })).toEqual({
    state: undefined,
    category: undefined,
    mine: undefined,
    overdue: true,
    after: undefined,
  })
})

test('open cases are asked for unless the address says otherwise', () => {
  expect(filterOf({}, undefined).state).toEqual(['OPEN'])
  expect(filterOf({ state: 'ALL' }, undefined).state).toBeUndefined()
  expect(filterOf({ state: 'RESOLVED', category: 'timing', mine: true }, 'e1')).toEqual({
    state: ['RESOLVED'],
    category: ['timing'],
    mine: true,
    overdue: undefined,
    entityId: ['e1'],
  })
})
