import { InFrame } from '~/testing/InFrame'
import { NotFoundScreen } from './NotFoundScreen'
import { PageProblem } from './PageProblem'

export const NotFound = () => (
  <InFrame path="/nowhere">
    <NotFoundScreen />
  </InFrame>
)
export const PageFailed = () => (
  <InFrame path="/nowhere">
    <PageProblem error={new Error('Failed to fetch dynamically imported module')} />
  </InFrame>
)
