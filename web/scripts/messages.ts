import { parse } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'

// Messages are parsed when the console is built, not in the browser: the parser stays behind (9 KiB gzip).
export function compiledMessages(): Plugin {
  return {
    name: 'compiled-messages',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [
          {
            find: /^@formatjs\/icu-messageformat-parser$/,
            replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
          },
        ],
      },
    }),
    transform(text, id) {
      if (!/\/i18n\/[a-z]+\/\w+\.json$/.test(id)) return null
      const messages = Object.entries(JSON.parse(text) as Record<string, string>).map(([name, message]) => [
        name,
        parse(message),
      ])
      return { code: JSON.stringify(Object.fromEntries(messages)), map: null }
    },
  }
}
