import type { CaseSubjectFragment } from '~/api/documents'
import { modelHref } from '../models/standing'

/** What a case is about in words, and where it is looked at; without a place where the console has none. */
export function subjectOf(
  subject: CaseSubjectFragment,
  label: (kind: string, value: string) => string,
): { text: string; href?: string } | undefined {
  const at = (path: string) => `${path}${encodeURIComponent(subject.id)}`
  switch (subject.__typename) {
    case 'ReconAccount':
      return { text: `${subject.account.code} ${subject.name}`, href: at('/reconciliation/') }
    case 'Reconciliation':
      return {
        text: `${subject.account.name} · ${subject.period.name}`,
        href: `/reconciliation/${encodeURIComponent(subject.account.id)}?tab=certification`,
      }
    case 'Invoice':
      return { text: `${subject.key} · ${subject.sellerName}`, href: at('/invoices/') }
    case 'EmergencySession':
      return { text: subject.ticket, href: at('/access/emergency?open=') }
    case 'Model':
      return { text: `${label('use', subject.use)} · ${subject.entity.code}`, href: modelHref(subject) }
    case 'Adjustment':
      return { text: subject.key }
    case 'User':
      return { text: subject.name }
    default:
      return undefined
  }
}
