import {
  IconArrowsLeftRight,
  IconBuildingStore,
  IconFileInvoice,
  IconFlag,
  IconInbox,
  IconShieldCheck,
  IconSparkles,
  IconUpload,
} from '@tabler/icons-react'
import type { Action } from '~/api/documents'
import type { MessageId } from '~/i18n/en'
import { accessNeeds } from '../access/places'

/** A place of the console. */
export interface NavItem {
  href: string
  label: MessageId
  /** For the foot of a phone, where a long one does not fit. */
  short?: MessageId
  icon: typeof IconInbox
  /** One of these opens it; without any it is open to everybody who signed in. */
  needs?: Action[]
  /** Pressed after "g". */
  key: string
}

/** What opens reconciliation. */
export const reconNeeds: Action[] = [
  'RECON_MATCH',
  'RECON_UNDO',
  'RECON_WRITE_OFF',
  'RECON_CERTIFY',
  'RECON_REVIEW',
  'CREDIT_APPROVE',
  'POLICY_EDIT',
  'POLICY_PUBLISH',
  'MASTER_DATA_EDIT',
  'AUDIT_READ',
]

const all: NavItem[] = [
  { href: '/inbox', label: 'nav.inbox', icon: IconInbox, key: 'i' },
  { href: '/invoices', label: 'nav.invoices', icon: IconFileInvoice, needs: ['INVOICE_VIEW'], key: 'v' },
  { href: '/uploads', label: 'nav.uploads', icon: IconUpload, needs: ['INVOICE_ENTER'], key: 'u' },
  { href: '/suppliers', label: 'nav.suppliers', icon: IconBuildingStore, needs: ['INVOICE_VIEW'], key: 's' },
  {
    href: '/reconciliation',
    label: 'nav.reconciliation',
    short: 'nav.reconciliation.short',
    icon: IconArrowsLeftRight,
    needs: reconNeeds,
    key: 'r',
  },
  {
    href: '/cases',
    label: 'nav.cases',
    icon: IconFlag,
    needs: ['AUDIT_READ', 'CASE_RESOLVE', 'EMERGENCY_APPROVE'],
    key: 'c',
  },
  {
    href: '/models',
    label: 'nav.models',
    icon: IconSparkles,
    needs: ['MODEL_PUBLISH', 'THRESHOLD_PUBLISH', 'POLICY_EDIT', 'AUDIT_READ'],
    key: 'm',
  },
  {
    href: '/access',
    label: 'nav.access',
    short: 'nav.access.short',
    icon: IconShieldCheck,
    needs: accessNeeds,
    key: 'a',
  },
]

/** The places that somebody may open, in order. */
export function navFor(allowed: ReadonlySet<Action>): NavItem[] {
  return all.filter(({ needs }) => !needs || needs.some((action) => allowed.has(action)))
}
