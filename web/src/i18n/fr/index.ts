import common from './common.json'
import frame from './frame.json'
import inbox from './inbox.json'
import invoice from './invoice.json'
import lists from './lists.json'
import intake from './intake.json'
import type { Messages } from '../en'

/** French. Complete: the type refuses a missing message. */
export const fr: Messages = { ...common, ...frame, ...inbox, ...invoice, ...lists, ...intake }
