import advice from './advice.json'
import board from './board.json'
import cases from './cases.json'
import workbench from './workbench.json'

/** English of "Cases"; the other languages have the same messages. Lines are called as in the workbench, models as on advice. */
export const casework = { ...advice, ...board, ...cases, ...workbench }
