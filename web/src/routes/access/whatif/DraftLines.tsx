import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { GrantPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { useWhere } from '~/ui/access/useWhere'
import type { RoleChoice } from './DraftPart'
import styles from './DraftLines.module.css'
import type { Draft, DraftGrant, DraftRole } from './draft'

/** Names for the ids in a draft. */
export interface DraftNames {
  people: ReadonlyMap<string, string>
  grants: ReadonlyMap<string, GrantPartsFragment>
}

interface Props {
  draft: Draft
  onDraft: (draft: Draft) => void
  names: DraftNames
  roles: RoleChoice[]
  currency?: string
}

/** One change of a draft. */
export type DraftLine =
  | { kind: 'grant'; grant: DraftGrant }
  | { kind: 'revoke'; id: string }
  | { kind: 'role'; role: DraftRole }
  | { kind: 'leaver'; id: string }

/** The lines of a draft, in the order in which they are shown. */
export const linesOf = ({ grants, revokes, roles, leavers }: Draft): DraftLine[] => [
  ...roles.map((role) => ({ kind: 'role' as const, role })),
  ...grants.map((grant) => ({ kind: 'grant' as const, grant })),
  ...revokes.map((id) => ({ kind: 'revoke' as const, id })),
  ...leavers.map((id) => ({ kind: 'leaver' as const, id })),
]

/** A draft without one of its lines. */
export const without = (draft: Draft, line: DraftLine): Draft => ({
  grants: draft.grants.filter((grant) => line.kind !== 'grant' || grant !== line.grant),
  revokes: draft.revokes.filter((id) => line.kind !== 'revoke' || id !== line.id),
  roles: draft.roles.filter((role) => line.kind !== 'role' || role !== line.role),
  leavers: draft.leavers.filter((id) => line.kind !== 'leaver' || id !== line.id),
})

/** A function that tells a line of a draft in a sentence. */
export function useLineText({ names, roles, currency }: Pick<Props, 'names' | 'roles' | 'currency'>) {
  const say = useText()
  const formats = useFormats()
  const where = useWhere()
  return (line: DraftLine, draft: Draft): string => {
    const roleName = (key: string) => [...draft.roles, ...roles].find((role) => role.key === key)?.name ?? key
    switch (line.kind) {
      case 'grant': {
        const { person, role, in: codes, limit } = line.grant
        const values = {
          person: names.people.get(person) ?? person,
          role: roleName(role),
          where: where(
            codes.map((code) => ({ code })),
            false,
          ),
        }
        return limit && currency
          ? say('whatif.line.grantLimit', { ...values, limit: formats.money({ amount: limit, currency }) })
          : say('whatif.line.grant', values)
      }
      case 'revoke': {
        const grant = names.grants.get(line.id)
        return say('whatif.line.revoke', {
          person: grant?.user.name ?? line.id,
          role: grant?.role.name ?? '',
          where: grant ? where(grant.entities, grant.group) : '',
        })
      }
      case 'role': {
        const before = roles.find(({ key }) => key === line.role.key)
        const { name, actions } = line.role
        if (!before) return say('whatif.line.newRole', { role: name, count: actions.length })
        return say('whatif.line.role', {
          role: name,
          more: actions.filter((action) => !before.ownActions.includes(action)).length,
          fewer: before.ownActions.filter((action) => !actions.includes(action)).length,
        })
      }
      case 'leaver':
        return say('whatif.line.leaver', { person: names.people.get(line.id) ?? line.id })
    }
  }
}

/** A draft in sentences; each line can be dropped. */
export function DraftLines({ draft, onDraft, ...rest }: Props) {
  const say = useText()
  const tell = useLineText(rest)
  return (
    <ul className={styles.list}>
      {linesOf(draft).map((line) => {
        const text = tell(line, draft)
        return (
          <li key={JSON.stringify(line)} className={styles.line}>
            <span className={styles.text}>{text}</span>
            <ActionIcon
              aria-label={say('whatif.drop', { line: text })}
              onClick={() => onDraft(without(draft, line))}
            >
              <IconX size={15} />
            </ActionIcon>
          </li>
        )
      })}
    </ul>
  )
}
