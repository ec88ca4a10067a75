import type { ReactNode } from 'react'
import { FrameScreen } from '~/routes/frame/FrameScreen'
import { navFor } from '~/routes/frame/nav'
import { entities } from './fixtures/basics'
import { jobs } from './fixtures/intake'

const nothing = () => undefined

interface Props {
  path?: string
  single?: boolean
  children: ReactNode
}

/** A screen in the console's frame, as people see it. */
export function InFrame({ path = '/inbox', single, children }: Props) {
  return (
    <FrameScreen
      nav={navFor(new Set(['INVOICE_VIEW', 'INVOICE_ENTER', 'AUDIT_READ', 'RECON_MATCH']))}
      path={path}
      waiting={{ '/inbox': 17, '/reconciliation': 6 }}
      narrow={false}
      onNarrow={nothing}
      single={single}
      user={{ name: 'Mira Köhler', title: 'Plant controller', email: 'mira.koehler@rheinwerk.example' }}
      locale="en"
      onLocale={nothing}
      onSignOut={nothing}
      entities={entities}
      onEntity={nothing}
      jobs={jobs}
      onSearch={nothing}
      onHelp={nothing}
    >
      {children}
    </FrameScreen>
  )
}
