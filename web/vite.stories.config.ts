import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { alias } from './vite.config.ts'

// Serves every state of every screen at /?story=<area>/<Name>, without a server behind it.
export default defineConfig({
  root: 'stories',
  publicDir: '../public',
  // Its own cache: `dev` and the browser tests may run beside each other.
  cacheDir: '../node_modules/.vite-stories',
  plugins: [react()],
  resolve: { alias },
  server: { host: '127.0.0.1' },
})
