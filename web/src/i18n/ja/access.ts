import type { AccessMessages } from '../en'
import action from './action.json'
import area from './area.json'
import cases from './cases.json'
import changes from './changes.json'
import conflicts from './conflicts.json'
import emergency from './emergency.json'
import evidence from './evidence.json'
import explorer from './explorer.json'
import log from './log.json'
import reviews from './reviews.json'
import roles from './roles.json'
import whatif from './whatif.json'

/** Japanese of "Access & audit". Complete: the type refuses a missing message. */
export const access: AccessMessages = {
  ...action,
  ...area,
  ...cases,
  ...changes,
  ...conflicts,
  ...emergency,
  ...evidence,
  ...explorer,
  ...log,
  ...reviews,
  ...roles,
  ...whatif,
}
