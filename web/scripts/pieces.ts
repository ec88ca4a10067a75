/** What is known of a module while chunks are made. */
export interface Modules {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null
}

// Each is loaded whole when its entry is, so that it is best named, ordered and compressed as one. The start comes before
// the inbox, which comes before everything else: everybody lands there.
const entries = [
  { name: 'start', entry: '/src/main.tsx' },
  { name: 'inbox', entry: '/src/routes/inbox/InboxRoute.tsx' },
]

// Libraries with one door for everything would come whole, what is never used at first included: they are left to the
// bundler. These come whole anyway.
const whole =
  /\/node_modules\/(react|react-dom|scheduler|@tanstack|urql|@urql|wonka|react-intl|intl-messageformat|@formatjs)\//

/**
 * Names the chunk of a module of the first load: "start" for what the page begins with, "inbox" for what the inbox needs
 * besides; undefined for the rest, which the bundler divides by who shares it.
 */
export function pieces(root: string): (id: string, modules: Modules) => string | undefined {
  let found: Map<string, string> | undefined
  return (id, modules) => {
    found ??= reach(root, modules)
    return id.startsWith(`${root}/src/`) || whole.test(id) ? found.get(id) : undefined
  }
}

function reach(root: string, modules: Modules): Map<string, string> {
  const names = new Map<string, string>()
  for (const { name, entry } of entries) {
    // The entry itself stays what is asked for.
    const waiting = [...importsOf(root + entry, modules)]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (names.has(id)) continue
      names.set(id, name)
      waiting.push(...importsOf(id, modules))
    }
  }
  return names
}

const importsOf = (id: string, modules: Modules) => modules.getModuleInfo(id)?.importedIds ?? []
