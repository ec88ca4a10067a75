import type { ReconMessages } from '../en'
import adjustments from './adjustments.json'
import board from './board.json'
import cases from './cases.json'
import certification from './certification.json'
import clusters from './clusters.json'
import proof from './proof.json'
import rules from './rules.json'
import workbench from './workbench.json'

/** Arabic of "Reconciliation". Complete: the type refuses a missing message. */
export const recon: ReconMessages = {
  ...cases,
  ...certification,
  ...board,
  ...workbench,
  ...proof,
  ...clusters,
  ...rules,
  ...adjustments,
}
