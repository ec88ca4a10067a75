import type { ReactNode } from 'react'
import { CaseText } from '~/i18n/CaseText'
import { InFrame } from './InFrame'

/** A page of "Cases", as whoever answers for them sees it. */
export function InCases({ path = '/cases', children }: { path?: string; children: ReactNode }) {
  return (
    <InFrame path={path}>
      <CaseText>{children}</CaseText>
    </InFrame>
  )
}
