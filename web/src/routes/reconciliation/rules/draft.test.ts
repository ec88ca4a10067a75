import { expect, test } from 'vitest'
import { excluded, rulesInForce } from '~/testing/fixtures/rules'
import {
  differences,
  draftOf,
  drafted,
  faultsOf,
  inputOf,
  placesOf,
  rulesInput,
  told,
  withProposal,
} from './draft'

const at = (...orders: (number | undefined)[]) => orders.map((order) => ({ order }))

test('a rule that was moved is the only one that gets another place', () => {
  expect(placesOf(at(10, 20, 30))).toEqual([10, 20, 30])
  expect(placesOf(at(30, 10, 20))).toEqual([5, 10, 20])
  expect(placesOf(at(10, 30, 20))).toEqual([10, 30, 40])
})

test('new rules go evenly between, and at the end in tens', () => {
  expect(placesOf(at(10, undefined, 20))).toEqual([10, 15, 20])
  expect(placesOf(at(10, 20, undefined, undefined))).toEqual([10, 20, 30, 40])
  expect(placesOf(at(undefined, undefined))).toEqual([10, 20])
})

test('without room between two all are numbered anew', () => {
  expect(placesOf(at(1, undefined, 2))).toEqual([10, 20, 30])
})

test('a draft of a version that nobody touched differs in nothing, and is sent as it is', () => {
  const draft = draftOf({ number: 3, rules: rulesInForce })
  expect(differences(rulesInForce, told(draft.rules, 'EUR'))).toEqual([])
  expect(inputOf(rulesInForce)[1]).toEqual({
    id: 'mr2',
    order: 20,
    name: 'Same reference, a fee was kept',
    shape: 'ONE_TO_ONE',
    mode: 'AUTO',
    keys: ['REFERENCE'],
    normalise: ['plain'],
    amountTolerance: '15.00',
    percentTolerance: undefined,
    days: 45,
    minScore: 0.6,
    margin: 0,
    fee: 'INFERRED',
    reasonCode: 'FEE',
    oneSided: false,
    filter: undefined,
  })
})

test('what was added, changed and removed is told, each part by its name', () => {
  const [first, second, ...rest] = rulesInForce.map((rule) => drafted(rule))
  if (!first || !second) throw new Error('two rules')
  const after = told(
    [
      { ...first, days: '30', keys: [...first.keys].reverse() },
      ...rest,
      { ...second, key: 'n1', id: undefined, name: 'New' },
    ],
    'EUR',
  )
  expect(
    differences(rulesInForce, after).map(({ kind, before, after: now, fields }) => [
      kind,
      (now ?? before)?.name,
      fields.map(({ field }) => field),
    ]),
  ).toEqual([
    ['CHANGED', first.name, ['days']],
    ['ADDED', 'New', []],
    ['REMOVED', second.name, []],
  ])
})

test('a rule that leaves lines out compares nothing, and keeps which lines', () => {
  const [input] = rulesInput([{ ...drafted(excluded), keys: ['AMOUNT'], days: '30' }])
  expect(input).toMatchObject({ mode: 'EXCLUDE', keys: [], days: 0 })
  expect(input?.filter).toEqual({
    source: 'BANK',
    direction: 'OUT',
    text: 'cash pool*sweep',
    counterparty: undefined,
    amountFrom: '10000.00',
    amountTo: undefined,
  })
  const [same, narrower] = [drafted(excluded), drafted(excluded)]
  expect(differences([excluded], told([same], 'EUR'))).toEqual([])
  narrower.lines = { ...narrower.lines, amountFrom: '20000.00' }
  expect(differences([excluded], told([narrower], 'EUR'))[0]?.fields).toEqual([{ field: 'filter' }])
})

test('a proposal is taken up once, and is new', () => {
  const [proposed] = rulesInForce
  if (!proposed) throw new Error('a rule')
  const origin = {
    rule: 'Fees',
    label: 'account fee #',
    size: 12,
    expectedHits: 9,
    counterExamples: 0,
    support: 3,
  }
  const rule = { ...proposed, id: 'mr9', name: 'Fees' }
  const draft = withProposal(withProposal(draftOf(null), rule, origin), rule, origin)
  expect(draft.rules.map(({ id, name }) => [id, name])).toEqual([[undefined, 'Fees']])
  expect(draft.origins).toEqual([origin])
})

test('faults are found by the place of their rule', () => {
  const faults = faultsOf({
    violations: [
      { field: 'rules.2.days', message: 'Too far apart.' },
      { field: 'reason', message: 'Too short.' },
      { field: 7 },
    ],
  })
  expect([...faults]).toEqual([
    ['2.days', 'Too far apart.'],
    ['reason', 'Too short.'],
  ])
  expect(faultsOf(undefined).size).toBe(0)
})
