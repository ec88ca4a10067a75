import type { RiskLevel } from '~/api/documents'
import { useLabel } from '~/i18n/useText'
import { Mark } from './Mark'
import { riskTone } from './tones'

/** How bad it is, in a word. */
export function RiskMark({ risk }: { risk: RiskLevel }) {
  const label = useLabel()
  return (
    <Mark tone={riskTone(risk)} plain>
      {label('risk', risk)}
    </Mark>
  )
}

/** Risks, the worst first. */
export const risks: RiskLevel[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']

/** The worst of some risks; undefined of none. */
export const worst = (some: readonly RiskLevel[]): RiskLevel | undefined =>
  risks.find((risk) => some.includes(risk))
