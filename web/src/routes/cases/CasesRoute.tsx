import { CaseText } from '~/i18n/CaseText'
import { CasesScreen } from './CasesScreen'
import { useCases } from './useCases'

/** The list of cases. */
export function CasesRoute() {
  return (
    <CaseText>
      <Cases />
    </CaseText>
  )
}

function Cases() {
  return <CasesScreen {...useCases()} />
}
