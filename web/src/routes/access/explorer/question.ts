import type { Action } from '~/api/documents'
import { allActions } from '~/ui/access/actions'
import type { Subject } from '~/ui/access/ObjectSelect'
import type { Person } from '~/ui/people'
import { decimal, oneOf, text } from '../../search'

/** The three questions: what can somebody do, who can do something, may this person do this to that. */
export const asks = ['what', 'who', 'may'] as const

/** One of `asks`. */
export type Ask = (typeof asks)[number]

/** A question as it stands in the address, so that it can be sent to somebody. */
export interface ExplorerSearch {
  ask?: Ask
  /** Id of a person. */
  person?: string
  action?: Action
  /** Code of an entity. */
  in?: string
  /** Id of an invoice. */
  item?: string
  /** Decimal text, in the group's currency. */
  over?: string
  /** Key of the row of the answer that is open. */
  open?: string
}

export function explorerSearch(search: Record<string, unknown>): ExplorerSearch {
  return {
    ask: oneOf(asks, search.ask),
    person: text(search.person),
    action: oneOf(allActions, search.action),
    in: text(search.in),
    item: text(search.item),
    over: decimal(search.over),
    open: text(search.open),
  }
}

/** A question with names for what it asks about. */
export interface Question {
  ask?: Ask
  person?: Person
  action?: Action
  subject?: Subject
  /** Decimal text, in the group's currency. */
  over?: string
}

/** Whether all blanks that a question needs are filled. */
export function isWhole({ person, action, subject }: Question, ask: Ask): boolean {
  if (ask === 'what') return person !== undefined
  if (ask === 'who') return action !== undefined
  return person !== undefined && action !== undefined && subject?.kind === 'item'
}

/** The address of a question. */
export function addressOf(ask: Ask, { person, action, subject, over }: Question): ExplorerSearch {
  const about = ask !== 'what'
  return {
    ask,
    person: ask === 'who' ? undefined : person?.id,
    action: about ? action : undefined,
    in: ask === 'who' && subject?.kind === 'entity' ? subject.code : undefined,
    item: about && subject?.kind === 'item' ? subject.id : undefined,
    // An invoice has its own amount.
    over: ask === 'who' && subject?.kind !== 'item' ? over : undefined,
    open: undefined,
  }
}
