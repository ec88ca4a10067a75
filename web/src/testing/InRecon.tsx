import type { ReactNode } from 'react'
import { ReconText } from '~/i18n/ReconText'
import { InFrame } from './InFrame'

/** A page of "Reconciliation", as a cash accountant sees it. */
export function InRecon({ path = '/reconciliation', children }: { path?: string; children: ReactNode }) {
  return (
    <InFrame path={path}>
      <ReconText>{children}</ReconText>
    </InFrame>
  )
}
