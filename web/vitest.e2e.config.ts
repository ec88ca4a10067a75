import { defineConfig } from 'vitest/config'
import { alias } from './vite.config.ts'

// Browser tests: one Chromium and one server at a time, because two cores serve them all.
export default defineConfig({
  resolve: { alias },
  test: {
    environment: 'node',
    include: ['e2e/**/*.spec.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
