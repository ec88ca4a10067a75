import type { ModelMessages } from '../en'
import advice from './advice.json'
import models from './models.json'

/** Arabic of "Models". Complete: the type refuses a missing message. */
export const governance: ModelMessages = { ...advice, ...models }
