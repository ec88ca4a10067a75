import type { CaseRowFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'

interface Props {
  found: Pick<CaseRowFragment, 'state' | 'overdue'>
  /** Without a ground of its own, in lists. */
  plain?: boolean
}

/** Where a case stands, in a word and a colour. */
export function CaseMark({ found, plain = true }: Props) {
  const say = useText()
  const label = useLabel()
  return (
    <Mark tone={found.state === 'RESOLVED' ? 'done' : found.overdue ? 'risk' : 'wait'} plain={plain}>
      {found.overdue ? say('case.overdue') : label('caseState', found.state)}
    </Mark>
  )
}
