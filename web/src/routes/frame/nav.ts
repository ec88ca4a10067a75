import { IconBuildingStore, IconFileInvoice, IconInbox, IconUpload } from '@tabler/icons-react'
import type { Action } from '~/api/documents'
import type { MessageId } from '~/i18n/en'

/** A place of the console. */
export interface NavItem {
  href: string
  label: MessageId
  icon: typeof IconInbox
  /** Needed to open it; none is open to everybody who signed in. */
  needs?: Action
  /** Pressed after "g". */
  key: string
}

const all: NavItem[] = [
  { href: '/inbox', label: 'nav.inbox', icon: IconInbox, key: 'i' },
  { href: '/invoices', label: 'nav.invoices', icon: IconFileInvoice, needs: 'INVOICE_VIEW', key: 'v' },
  { href: '/uploads', label: 'nav.uploads', icon: IconUpload, needs: 'INVOICE_ENTER', key: 'u' },
  { href: '/suppliers', label: 'nav.suppliers', icon: IconBuildingStore, needs: 'INVOICE_VIEW', key: 's' },
]

/** The places that somebody may open, in order. */
export function navFor(allowed: ReadonlySet<Action>): NavItem[] {
  return all.filter(({ needs }) => !needs || allowed.has(needs))
}
