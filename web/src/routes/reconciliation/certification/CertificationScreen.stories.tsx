import type { ReactNode } from 'react'
import { reconciliations } from '~/testing/fixtures/certification'
import { head } from '~/testing/fixtures/recon'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing, stale } from '~/testing/problems'
import { AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { type CertificationProps, CertificationScreen } from './CertificationScreen'
import { SignDialog } from './SignDialog'

const show = (list: CertificationProps['list'], dialog?: ReactNode) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen account={head} tabs={tabs} tab="certification" lost={0} onRun={nothing}>
      <CertificationScreen list={list} onSign={nothing} onRetry={nothing} />
    </AccountScreen>
    {dialog}
  </InRecon>
)

const full: CertificationProps['list'] = { state: 'ready', data: reconciliations }
const [first] = reconciliations

export const Full = () => show(full)
export const Sign = () =>
  show(
    full,
    first && <SignDialog of={first} role="REVIEWER" problem={stale} onClose={nothing} onSign={nothing} />,
  )
export const Loading = () => show({ state: 'loading' })
export const Nothing = () => show({ state: 'ready', data: [] })
export const Forbidden = () => show({ state: 'problem', problem: forbidden })
export const Failed = () => show({ state: 'problem', problem: failed })
