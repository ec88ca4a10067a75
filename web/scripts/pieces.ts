/** What is known of a module while chunks are made. */
export interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null
}

/**
 * Names the chunk of what the inbox needs besides what the page begins with: everybody lands there, so it is best named
 * and compressed as one, however many areas share its parts. Undefined for the rest, which the bundler divides by who
 * shares it. Only our own modules are named, and all that they need of ours: nothing in the piece is needed before it has
 * run, which two pieces that need each other would break.
 */
export function inboxPiece(root: string): (id: string, modules: Modules) => string | undefined {
  let piece: Set<string> | undefined
  return (id, modules) => {
    if (!piece) {
      const start = reach(`${root}/src/main.tsx`, modules)
      const inbox = reach(`${root}/src/routes/inbox/InboxRoute.tsx`, modules)
      piece = new Set([...inbox].filter((each) => !start.has(each)))
    }
    return piece.has(id) && id.startsWith(`${root}/src/`) ? 'inbox' : undefined
  }
}

/** What is loaded with a module, without itself. */
function reach(entry: string, modules: Modules): Set<string> {
  const found = new Set<string>()
  const waiting = [...importsOf(entry, modules)]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    waiting.push(...importsOf(id, modules))
  }
  return found
}

const importsOf = (id: string, modules: Modules) => modules.getModuleInfo(id)?.importedIds ?? []
