import { broken, proof } from '~/testing/fixtures/access'
import { InAccess } from '~/testing/InAccess'
import { failed, nothing } from '~/testing/problems'
import { Page } from '~/ui/Page'

import { SealDialog } from './SealDialog'

const page = <Page title="Page">…</Page>

export const Now = () => <InAccess path="/access/roles">{page}</InAccess>
export const Past = () => (
  <InAccess path="/access/roles" asOf="2026-10-31T22:59:00Z">
    {page}
  </InAccess>
)
export const NothingToExport = () => (
  <InAccess path="/access/roles" onExport={undefined}>
    {page}
  </InAccess>
)
export const Checking = () => (
  <InAccess path="/access/roles" proof={{ state: 'loading' }}>
    {page}
  </InAccess>
)
export const Broken = () => (
  <InAccess path="/access/roles" proof={{ state: 'ready', data: broken }}>
    {page}
  </InAccess>
)
export const NotVerified = () => (
  <InAccess path="/access/roles" proof={{ state: 'problem', problem: failed }}>
    {page}
  </InAccess>
)
export const Seal = () => (
  <InAccess path="/access/roles">
    {page}
    <SealDialog proof={{ state: 'ready', data: proof }} onCheck={nothing} onClose={nothing} />
  </InAccess>
)
export const SealBroken = () => (
  <InAccess path="/access/roles" proof={{ state: 'ready', data: broken }}>
    {page}
    <SealDialog proof={{ state: 'ready', data: broken }} onCheck={nothing} onClose={nothing} />
  </InAccess>
)
