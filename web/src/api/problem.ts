import type { CombinedError } from 'urql'
import type { ErrorCode } from './documents'

/** What went wrong, as a screen shows it. */
export interface Problem {
  /** From the server's closed list; OFFLINE when no answer came, so keep a default branch. */
  code: ErrorCode | 'OFFLINE'
  /** One sentence for a person, from the server; empty when no answer came. */
  message: string
  /** Input path, when the refusal is about one value. */
  field?: string
  /** Names the request in the server's log. */
  requestId?: string
  /** Shape by code: SCHEMA section 12. */
  details?: Record<string, unknown>
}

interface Extensions {
  code?: string
  field?: string
  requestId?: string
  details?: Record<string, unknown>
}

/** An error of POST /uploads or /auth: the same body as GraphQL's. */
export interface ErrorBody {
  errors?: { message?: string; extensions?: Extensions }[]
}

/** The first error of a body, or a plain one made from the HTTP status. */
export function fromBody(body: ErrorBody | undefined, status: number): Problem {
  const first = body?.errors?.[0]
  if (first) return build(first.message ?? '', first.extensions ?? {})
  if (status === 401) return { code: 'UNAUTHENTICATED', message: '' }
  return { code: status === 0 ? 'OFFLINE' : 'INTERNAL', message: '' }
}

/** urql's error as a Problem; GraphQL errors first, then the HTTP status, then silence. */
export function toProblem(error: CombinedError): Problem {
  const first = error.graphQLErrors[0]
  if (first) return build(first.message, first.extensions as Extensions)
  const status = (error.response as Response | undefined)?.status
  return fromBody(undefined, status ?? 0)
}

function build(message: string, extensions: Extensions): Problem {
  return {
    code: (extensions.code ?? 'INTERNAL') as Problem['code'],
    message,
    field: extensions.field || undefined,
    requestId: extensions.requestId,
    details: extensions.details,
  }
}

/** Refusals are final until something changes; everything else is worth another try. */
export function isRefusal(problem: Problem): boolean {
  return !['OFFLINE', 'INTERNAL', 'TIMEOUT', 'RATE_LIMITED', 'UPSTREAM'].includes(problem.code)
}
