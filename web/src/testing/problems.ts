import type { Problem } from '~/api/problem'

export const failed: Problem = { code: 'INTERNAL', message: '', requestId: '7f3a9c21d0b84e17' }
export const offline: Problem = { code: 'OFFLINE', message: '' }
export const forbidden: Problem = {
  code: 'FORBIDDEN',
  message: 'No role of yours shows invoices. Jonas Bergström can grant one.',
  requestId: '1b8841d2',
}
export const notFound: Problem = { code: 'NOT_FOUND', message: '' }
export const stale: Problem = {
  code: 'STALE',
  message: 'Inês Carvalho changed the due date two minutes ago.',
  requestId: '99c1e0aa',
}
export const nothing = (): undefined => undefined
