import advice from './advice.json'
import models from './models.json'

/** English of "Models"; the other languages have the same messages. Uses are called as on advice itself. */
export const governance = { ...advice, ...models }
