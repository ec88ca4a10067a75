import { expect, test } from 'vitest'
import { addressOf, explorerSearch, isWhole, type Question } from './question'

const person = { id: 'u1', name: 'Tomáš Dvořák' }
const entity = { kind: 'entity', id: 'e1', code: 'DE01', name: 'Rheinwerk Stahl GmbH' } as const
const item = { kind: 'item', id: 'i1', key: 'INV-1', title: 'x' } as const
const all: Question = { person, action: 'INVOICE_APPROVE', subject: entity, over: '10000' }

test('a question’s address holds what that question asks and nothing else', () => {
  expect(addressOf('what', all)).toMatchObject({
    ask: 'what',
    person: 'u1',
    action: undefined,
    in: undefined,
  })
  expect(addressOf('who', all)).toMatchObject({
    ask: 'who',
    person: undefined,
    action: 'INVOICE_APPROVE',
    in: 'DE01',
    over: '10000',
  })
  // An invoice has its own amount.
  expect(addressOf('who', { ...all, subject: item })).toMatchObject({
    item: 'i1',
    in: undefined,
    over: undefined,
  })
  expect(addressOf('may', { ...all, subject: item })).toMatchObject({ person: 'u1', item: 'i1' })
})

test('what a question needs is filled before it can be asked', () => {
  expect(isWhole({ person }, 'what')).toBe(true)
  expect(isWhole({ person }, 'who')).toBe(false)
  expect(isWhole(all, 'who')).toBe(true)
  expect(isWhole(all, 'may')).toBe(false)
  expect(isWhole({ ...all, subject: item }, 'may')).toBe(true)
})

test('what does not fit the address is dropped', () => {
  expect(explorerSearch({ ask: 'why', action: 'NOTHING', over: 'ten', person: '', in: 'DE01' })).toEqual({
    ask: undefined,
    person: undefined,
    action: undefined,
    in: 'DE01',
    item: undefined,
    over: undefined,
    open: undefined,
  })
})
