import type { Action } from '~/api/documents'
import type { MessageId } from '~/i18n/en'

/** A place within "Access & audit". */
export interface AccessPlace {
  href: string
  label: MessageId
  /** One of these opens it. */
  needs: Action[]
}

const all: AccessPlace[] = [
  { href: '/access/explorer', label: 'place.explorer', needs: ['AUDIT_READ'] },
  { href: '/access/conflicts', label: 'place.conflicts', needs: ['AUDIT_READ'] },
  { href: '/access/roles', label: 'place.roles', needs: ['AUDIT_READ'] },
  { href: '/access/whatif', label: 'place.whatif', needs: ['AUDIT_READ'] },
  {
    href: '/access/changes',
    label: 'place.changes',
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
  { href: '/access/reviews', label: 'place.reviews', needs: ['AUDIT_READ', 'ACCESS_CERTIFY'] },
  {
    href: '/access/emergency',
    label: 'place.emergency',
    needs: ['AUDIT_READ', 'EMERGENCY_USE', 'EMERGENCY_APPROVE'],
  },
  { href: '/access/cases', label: 'place.cases', needs: ['AUDIT_READ'] },
  { href: '/access/log', label: 'place.log', needs: ['AUDIT_READ'] },
  { href: '/access/evidence', label: 'place.evidence', needs: ['AUDIT_READ'] },
]

/** The places that somebody may open, in order; the first is where the area opens. */
export function placesFor(allowed: ReadonlySet<Action>): AccessPlace[] {
  return all.filter(({ needs }) => needs.some((action) => allowed.has(action)))
}

/** What opens the area at all: each of these opens one of its places. */
export const accessNeeds: Action[] = [...new Set(all.flatMap(({ needs }) => needs))]
