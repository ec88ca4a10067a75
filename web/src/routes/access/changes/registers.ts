import type { Action } from '~/api/documents'
import type { MessageId } from '~/i18n/en'

/** A register beside the requests: what else gives and takes access. */
export interface Register {
  href: string
  label: MessageId
  /** One of these opens it. */
  needs: Action[]
}

const all: Register[] = [
  {
    href: '/access/changes',
    label: 'register.changes',
    needs: [
      'AUDIT_READ',
      'ROLE_GRANT',
      'ROLE_REQUEST',
      'ROLE_EDIT',
      'SOD_RULE_EDIT',
      'SOD_MITIGATE',
      'CREDENTIAL_EDIT',
    ],
  },
  {
    href: '/access/changes/delegations',
    label: 'register.delegations',
    needs: ['AUDIT_READ', 'ROLE_GRANT'],
  },
  {
    href: '/access/changes/services',
    label: 'register.services',
    needs: ['AUDIT_READ', 'CREDENTIAL_EDIT'],
  },
  { href: '/access/changes/leavers', label: 'register.leavers', needs: ['AUDIT_READ'] },
]

/** The registers that somebody may open, in order. */
export function registersFor(allowed: ReadonlySet<Action>): Register[] {
  return all.filter(({ needs }) => needs.some((action) => allowed.has(action)))
}
