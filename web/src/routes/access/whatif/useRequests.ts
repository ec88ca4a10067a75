import { GrantRoleDocument, RevokeGrantDocument, SaveRoleDocument } from '~/api/accessDocuments'
import type { Action } from '~/api/documents'
import type { Command } from '~/api/useCommand'
import { type DraftLine, linesOf, without } from './DraftLines'
import type { Draft } from './draft'
import { grantInput } from './input'

/** Lines of a draft that somebody may ask for: roles with ROLE_EDIT, grants and their end with ROLE_REQUEST. */
export function askable(draft: Draft, allowed: ReadonlySet<Action>): DraftLine[] {
  return linesOf(draft).filter(({ kind }) =>
    kind === 'role' ? allowed.has('ROLE_EDIT') : kind !== 'leaver' && allowed.has('ROLE_REQUEST'),
  )
}

interface Needs {
  command: Command
  entities: readonly { id: string; code: string }[]
  /** The group's own, in which limits are; absent until it is known. */
  currency?: string
}

/**
 * A function that asks for lines of a draft one by one, and gives the draft without those that were asked for. It stops at
 * the first that is refused, which the command then tells.
 */
export function useRequests({ command, entities, currency }: Needs) {
  const ask = (line: DraftLine, reason: string): Promise<unknown> => {
    switch (line.kind) {
      case 'role':
        return command.run(SaveRoleDocument, { role: line.role, reason })
      case 'grant':
        return command.run(GrantRoleDocument, { grant: grantInput(line.grant, entities, currency), reason })
      case 'revoke':
        return command.run(RevokeGrantDocument, { id: line.id, reason })
      case 'leaver':
        return Promise.resolve(undefined)
    }
  }
  return async (draft: Draft, lines: readonly DraftLine[], reason: string): Promise<Draft> => {
    let left = draft
    for (const line of lines) {
      if (!(await ask(line, reason))) break
      left = without(left, line)
    }
    return left
  }
}
