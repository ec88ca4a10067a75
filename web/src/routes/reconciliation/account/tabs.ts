import type { MessageId } from '~/i18n/en'
import { oneOf } from '../../search'

/** Parts of an account's page, in order; the first is where it opens. */
export const tabs = ['work', 'runs', 'feeds', 'clusters', 'rules', 'certification', 'adjustments'] as const
export type Tab = (typeof tabs)[number]

export const tabLabel = (tab: Tab): MessageId => `tab.${tab}`

/** Which part is shown, from the address; undefined is the first. */
export const tabSearch = (search: Record<string, unknown>): { tab?: Tab } => ({
  tab: oneOf(tabs, search.tab),
})
