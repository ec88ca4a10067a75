import { oneOf, text } from '../../search'
import { cursor } from '../search'
import { type AdjustmentFilter, adjustmentStates } from './AdjustmentsScreen'

/** The part of the address that adjustments own. */
export function adjustmentsSearch(
  search: Record<string, unknown>,
): AdjustmentFilter & { open?: string; after?: string } {
  return {
    state: oneOf(adjustmentStates, search.state),
    mine: search.mine === true ? true : undefined,
    open: text(search.open),
    after: cursor(search.after),
  }
}
