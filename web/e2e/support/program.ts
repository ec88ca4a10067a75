import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const binary = fileURLToPath(new URL('../../../bin/countersign', import.meta.url))

/** The built program over a demo group of its own. */
export interface Program {
  origin: string
  stop(): Promise<void>
}

/** Starts the demo on a free port and waits until it prints its address. Errors: what the program said instead. */
export async function startProgram(): Promise<Program> {
  if (!existsSync(binary)) throw new Error('bin/countersign is missing: run make build')
  const data = mkdtempSync(join(tmpdir(), 'countersign-day-'))
  const env: Record<string, string | undefined> = { ...process.env, COUNTERSIGN_UNDO: '1s' }
  delete env.DATABASE_URL // the demo brings its own database
  const child = spawn(binary, ['demo', '--listen', '127.0.0.1:0', '--data', data, '--scale', '60'], { env })
  const origin = await address(child)
  return {
    origin,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => {
      reject(new Error(`bin/countersign ended with ${code}: ${said}`))
    })
  })
}
