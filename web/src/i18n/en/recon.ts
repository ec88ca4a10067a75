import adjustments from './adjustments.json'
import board from './board.json'
import cases from './cases.json'
import certification from './certification.json'
import clusters from './clusters.json'
import proof from './proof.json'
import rules from './rules.json'
import workbench from './workbench.json'

/** English of "Reconciliation"; the other languages have the same messages. */
export const recon = {
  ...cases,
  ...certification,
  ...board,
  ...workbench,
  ...proof,
  ...clusters,
  ...rules,
  ...adjustments,
}
