import type { AuditFilter } from '~/api/documents'
import { type Cursors, cursors, day, text } from '../../search'
import { endOf, startOf } from '../search'

/** Which events of the log are shown; it lives in the address. */
export interface LogSearch extends Cursors {
  /** Id of who acted. */
  actor?: string
  /** Id of what it happened to. */
  subject?: string
  /** What the kind begins with, for example "invoice." */
  kind?: string
  command?: string
  /** First and last day, by the viewer's clock. */
  from?: string
  to?: string
  refused?: true
  /** Id of the event that is open. */
  open?: string
}

export function logSearch(search: Record<string, unknown>): LogSearch {
  return {
    actor: text(search.actor),
    subject: text(search.subject),
    kind: text(search.kind),
    command: text(search.command),
    from: day(search.from),
    to: day(search.to),
    refused: search.refused === true ? true : undefined,
    open: text(search.open),
    ...cursors(search),
  }
}

/** The same for the API, up to `asOf` where the area shows the past. */
export function filterOf(
  { actor, subject, kind, command, from, to, refused }: LogSearch,
  entityId: string | undefined,
  asOf: string | undefined,
): AuditFilter {
  return {
    actorId: actor,
    subjectId: subject,
    entityId: entityId ? [entityId] : undefined,
    kind,
    command,
    from: from && startOf(from),
    to: endOf(to, asOf),
    refused,
  }
}
