import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { compiledMessages } from './scripts/messages.ts'
import { inboxPiece } from './scripts/pieces.ts'

// Where the API answers while the console is being written; `make dev` starts it there.
const api = process.env.COUNTERSIGN_API ?? 'http://127.0.0.1:8080'

export const alias = { '~': fileURLToPath(new URL('./src', import.meta.url)) }

export default defineConfig({
  plugins: [react(), compiledMessages()],
  resolve: { alias },
  build: {
    target: 'es2022',
    // The manifest tells scripts/size.mjs what the first load consists of.
    manifest: true,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: inboxPiece(fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')) }],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/graphql', '/auth', '/uploads', '/files'].map((path) => [path, { target: api }]),
    ),
  },
})
