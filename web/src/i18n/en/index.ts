import common from './common.json'
import frame from './frame.json'
import inbox from './inbox.json'
import invoice from './invoice.json'
import lists from './lists.json'
import intake from './intake.json'
import type advice from './advice.json'
import type { access } from './access'
import type { casework } from './casework'
import type dialogs from './dialogs.json'
import type { governance } from './governance'
import type { recon } from './recon'

/** English: the language that every other one falls back to, and the list of all messages that are loaded at first. */
export const en = { ...common, ...frame, ...inbox, ...invoice, ...lists, ...intake }

/** Name of a message; those of an area and of the frame's dialogs are said within it alone. */
export type MessageId =
  | keyof typeof en
  | keyof typeof access
  | keyof typeof advice
  | keyof typeof casework
  | keyof typeof dialogs
  | keyof typeof governance
  | keyof typeof recon

/** The messages of a language that are loaded at first; ICU syntax. */
export type Messages = Record<keyof typeof en, string>

/** Those of "Access & audit". */
export type AccessMessages = Record<keyof typeof access, string>

/** Those of "Reconciliation". */
export type ReconMessages = Record<keyof typeof recon, string>

/** Those of "Cases". */
export type CaseMessages = Record<keyof typeof casework, string>

/** Those of "Models". */
export type ModelMessages = Record<keyof typeof governance, string>

/** Those of the sheet of keys and of the palette. */
export type DialogMessages = Record<keyof typeof dialogs, string>

/** Those of advice. */
export type AdviceMessages = Record<keyof typeof advice, string>
