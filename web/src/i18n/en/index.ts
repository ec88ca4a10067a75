import common from './common.json'
import frame from './frame.json'
import inbox from './inbox.json'
import invoice from './invoice.json'
import lists from './lists.json'
import intake from './intake.json'

/** English: the language that every other one falls back to, and the list of all messages. */
export const en = { ...common, ...frame, ...inbox, ...invoice, ...lists, ...intake }

/** Name of a message. */
export type MessageId = keyof typeof en

/** All messages of a language; ICU syntax. */
export type Messages = Record<MessageId, string>
