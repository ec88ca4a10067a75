import {
  aboutOneself,
  caseOfFeed,
  caseOfLines,
  caseOfModel,
  carriedForward,
  emergencyReview,
  leftOut,
  resolvedCase,
} from '~/testing/fixtures/case'
import { refused } from '~/testing/fixtures/basics'
import { InCases } from '~/testing/InCases'
import { failed, forbidden, notFound, nothing, stale } from '~/testing/problems'
import { type CaseProps, CaseScreen } from './CaseScreen'
import type { CaseInFull } from './model'

const show = (found: CaseProps['found'], part: Partial<CaseProps> = {}) => (
  <InCases path="/cases/c9">
    <CaseScreen
      found={found}
      mayReadLog={false}
      onResolve={nothing}
      onReopen={nothing}
      onRetry={nothing}
      {...part}
    />
  </InCases>
)

const ready = (data: CaseInFull, part?: Partial<CaseProps>) => show({ state: 'ready', data }, part)

export const Full = () => ready(caseOfLines)
export const CarriedForward = () => ready(carriedForward)
export const LeftOut = () => ready(leftOut)
export const LeftOutByOthers = () =>
  ready({
    ...leftOut,
    reopening: [refused('RECON_UNDO', 'None of your roles lets you take matches back.')],
  })
export const OfAFeed = () => ready(caseOfFeed)
export const OfAModel = () => ready(caseOfModel)
export const OfAnEmergency = () => ready(emergencyReview, { mayReadLog: true })
export const Resolved = () => ready(resolvedCase, { mayReadLog: true })
export const AboutOneself = () => ready(aboutOneself)
export const Refused = () => ready(caseOfLines, { problem: stale })
export const Loading = () => show({ state: 'loading' })
export const NotFound = () => show({ state: 'problem', problem: notFound })
export const Forbidden = () => show({ state: 'problem', problem: forbidden })
export const Failed = () => show({ state: 'problem', problem: failed })
