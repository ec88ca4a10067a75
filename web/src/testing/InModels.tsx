import type { ReactNode } from 'react'
import { ModelText } from '~/i18n/ModelText'
import { InFrame } from './InFrame'

/** A page of "Models", as whoever governs them sees it. */
export function InModels({ path = '/models', children }: { path?: string; children: ReactNode }) {
  return (
    <InFrame path={path}>
      <ModelText>{children}</ModelText>
    </InFrame>
  )
}
