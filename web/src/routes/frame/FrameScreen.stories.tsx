import { Suspense } from 'react'
import { rows } from '~/testing/fixtures/invoice'
import { DialogText } from '~/i18n/DialogText'
import { InFrame } from '~/testing/InFrame'
import { nothing } from '~/testing/problems'
import { Page } from '~/ui/Page'
import { HelpDialog } from './HelpDialog'
import { navFor } from './nav'
import { SearchScreen, type SearchProps } from './SearchScreen'

const acts = navFor(new Set(['INVOICE_VIEW'])).map(({ href, icon, key }) => ({
  id: href,
  label: `Go to ${href.slice(1)}`,
  icon,
  keys: `g ${key}`,
  run: nothing,
}))

const found = rows.slice(0, 4).map(({ id, key, number, sellerName, state, gross }) => ({
  __typename: 'Invoice' as const,
  id,
  key,
  number,
  sellerName,
  state,
  gross,
}))

const search = (part: Partial<SearchProps>) => (
  <InFrame>
    <Page title="Page">…</Page>
    <Suspense>
      <DialogText>
        <SearchScreen text="" onText={nothing} acts={acts} onOpen={nothing} onClose={nothing} {...part} />
      </DialogText>
    </Suspense>
  </InFrame>
)

export const Plain = () => (
  <InFrame>
    <Page title="Page">…</Page>
  </InFrame>
)
export const Help = () => (
  <InFrame>
    <Page title="Page">…</Page>
    <Suspense>
      <HelpDialog onClose={nothing} />
    </Suspense>
  </InFrame>
)
export const Search = () => search({})
export const SearchFound = () => search({ text: 'o', found: { state: 'ready', data: found } })
export const SearchNothing = () => search({ text: 'zzz', found: { state: 'ready', data: [] } })
