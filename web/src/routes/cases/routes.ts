// Both pages come in one piece: whoever sees the list opens a case next.
export { CaseRoute } from '../case/CaseRoute'
export { CasesRoute } from './CasesRoute'
