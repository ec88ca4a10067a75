import type { MayPersonQuery } from '~/api/documents'
import { act, items, people, personAccess, way, whoCan } from '~/testing/fixtures/access'
import { entities, jonas, money, tomas } from '~/testing/fixtures/basics'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing } from '~/testing/problems'
import { accessKey } from '~/ui/access/AccessTable'
import { type Answer, type ExplorerProps, ExplorerScreen } from './ExplorerScreen'
import type { Question } from './question'

const base: ExplorerProps = {
  question: {},
  choices: {
    people,
    onFindPerson: nothing,
    entities,
    items,
    onFindItem: nothing,
    currency: 'EUR',
  },
  onAsOf: nothing,
  onAsk: nothing,
  onOpen: nothing,
  onRetry: nothing,
}

const show = (part: Partial<ExplorerProps>) => (
  <InAccess path="/access/explorer" asOf={part.asOf}>
    <ExplorerScreen {...base} {...part} />
  </InAccess>
)

const rows = (some: typeof whoCan): ExplorerProps['answer'] => ({
  state: 'ready',
  data: { kind: 'rows', rows: some },
})
const what: Question = { ask: 'what', person: tomas }
const who: Question = {
  ask: 'who',
  action: 'INVOICE_APPROVE',
  subject: { kind: 'entity', id: 'e1', code: 'DE01', name: 'Rheinwerk Stahl GmbH' },
  over: '10000',
}
const [item] = items
const may: Question = {
  ask: 'may',
  person: tomas,
  action: 'INVOICE_APPROVE',
  subject: item && { ...item, kind: 'item' },
}
const key = (row: (typeof whoCan)[number] | undefined) => row && accessKey(row)

const verdict = (part: Partial<MayPersonQuery['accessCheck']>): ExplorerProps['answer'] => {
  const answer: Answer = {
    kind: 'verdict',
    verdict: {
      __typename: 'AccessAnswer',
      permit: {
        __typename: 'Permit',
        action: 'INVOICE_APPROVE',
        allowed: true,
        reasons: [],
        paths: [way()],
      },
      rulebook: 118,
      at: '2026-11-24T09:30:00Z',
      history: [
        act('v1', 'Inês Carvalho entered the invoice.'),
        act('v2', 'Jonas Bergström approved step 1.', {
          actor: jonas,
          kind: 'invoice.approved',
        }),
      ],
      ...part,
    },
  }
  return { state: 'ready', data: answer }
}

export const Start = () => show({})
export const WhatCan = () => show({ question: what, answer: rows(personAccess), open: key(personAccess[2]) })
export const WhoCan = () => show({ question: who, answer: rows(whoCan), open: key(whoCan[0]) })
export const InThePast = () =>
  show({ question: who, answer: rows(whoCan.slice(0, 2)), asOf: '2026-06-30T21:59:00Z' })
export const May = () => show({ question: may, answer: verdict({}) })
export const MayNot = () =>
  show({
    question: may,
    answer: verdict({
      permit: {
        __typename: 'Permit',
        action: 'INVOICE_APPROVE',
        allowed: false,
        reasons: [
          {
            __typename: 'DenyReason',
            code: 'SOD',
            message:
              'Tomáš Dvořák entered this invoice, so he cannot approve it. Jonas Bergström and 佐藤 由紀 can.',
            rule: 'SOD-009',
            limit: null,
          },
          {
            __typename: 'DenyReason',
            code: 'OVER_LIMIT',
            message: 'It is above the limit of every grant.',
            rule: null,
            limit: money('50000.00'),
          },
        ],
        paths: [],
      },
    }),
  })
export const Loading = () => show({ question: what, answer: { state: 'loading' } })
export const Nothing = () => show({ question: what, answer: rows([]) })
export const NobodyHere = () => show({ question: who, answer: rows([]) })
export const Forbidden = () => show({ question: who, answer: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ question: who, answer: { state: 'problem', problem: failed } })
