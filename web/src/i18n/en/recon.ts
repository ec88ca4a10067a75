import board from './board.json'
import cases from './cases.json'
import proof from './proof.json'
import workbench from './workbench.json'

/** English of "Reconciliation"; the other languages have the same messages. */
export const recon = { ...cases, ...board, ...workbench, ...proof }
