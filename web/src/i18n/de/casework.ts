import type { CaseMessages } from '../en'
import advice from './advice.json'
import board from './board.json'
import cases from './cases.json'
import workbench from './workbench.json'

/** German of "Cases". Complete: the type refuses a missing message. */
export const casework: CaseMessages = { ...advice, ...board, ...cases, ...workbench }
