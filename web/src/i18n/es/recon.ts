import type { ReconMessages } from '../en'
import board from './board.json'
import cases from './cases.json'
import certification from './certification.json'
import proof from './proof.json'
import workbench from './workbench.json'

/** Spanish of "Reconciliation". Complete: the type refuses a missing message. */
export const recon: ReconMessages = { ...cases, ...certification, ...board, ...workbench, ...proof }
