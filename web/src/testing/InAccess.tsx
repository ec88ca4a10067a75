import { Suspense, type ReactNode } from 'react'
import { AccessText } from '~/i18n/AccessText'
import { AccessScreen, type AccessProps } from '~/routes/access/AccessScreen'
import { placesFor } from '~/routes/access/places'
import { proof } from './fixtures/access'
import { InFrame } from './InFrame'
import { nothing } from './problems'

const frame: Omit<AccessProps, 'path' | 'children'> = {
  places: placesFor(new Set(['AUDIT_READ'])),
  onAsOf: nothing,
  proof: { state: 'ready', data: proof },
  onCheck: nothing,
  onExport: nothing,
}

/** A page of "Access & audit" in the area's frame, as a compliance officer sees it. */
export function InAccess({
  path,
  children,
  ...part
}: Partial<AccessProps> & { path: string; children: ReactNode }) {
  return (
    <InFrame path={path}>
      <Suspense>
        <AccessText>
          <AccessScreen {...frame} path={path} {...part}>
            {children}
          </AccessScreen>
        </AccessText>
      </Suspense>
    </InFrame>
  )
}
