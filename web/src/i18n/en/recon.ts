import board from './board.json'
import cases from './cases.json'
import certification from './certification.json'
import proof from './proof.json'
import workbench from './workbench.json'

/** English of "Reconciliation"; the other languages have the same messages. */
export const recon = { ...cases, ...certification, ...board, ...workbench, ...proof }
