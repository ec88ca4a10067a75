import { requestHeaders } from './client'
import { type ErrorBody, fromBody, type Problem } from './problem'

/** Somebody whom the demo lets one sign in as. */
export interface DemoPerson {
  id: string
  name: string
  title: string
  email: string
  entity: string
  hint: string
}

/** How people sign in here. */
export interface AuthConfig {
  mode: 'demo' | 'oidc'
  people: DemoPerson[]
}

/** A received file, as POST /uploads answers it. */
export interface Upload {
  id: string
  name: string
  bytes: number
  sha256: string
}

/** Thrown by the functions below. */
export class RequestFailed extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message || problem.code)
  }
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      ...init,
      headers: { ...requestHeaders, ...init.headers },
    })
  } catch {
    throw new RequestFailed(fromBody(undefined, 0))
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new RequestFailed(fromBody(body as ErrorBody | undefined, response.status))
  return body as T
}

export const fetchAuthConfig = () => call<AuthConfig>('/auth/config', { method: 'GET' })

export const signInAs = (email: string) =>
  call<unknown>('/auth/demo', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email }),
  })

export const signOut = () => call<unknown>('/auth/sign-out', { method: 'POST' })

/**
 * Sends a file's bytes for an entity. `onProgress` gets the share sent, 0 to 1.
 *
 * Errors: RequestFailed. XMLHttpRequest, because fetch does not report what it has sent.
 */
export function upload(entityId: string, file: File, onProgress: (share: number) => void): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/uploads?${new URLSearchParams({ entity: entityId, name: file.name })}`)
    for (const [name, value] of Object.entries(requestHeaders)) request.setRequestHeader(name, value)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (event) => event.total > 0 && onProgress(event.loaded / event.total)
    request.onload = () => {
      const body = request.response as unknown
      if (request.status >= 200 && request.status < 300) resolve(body as Upload)
      else reject(new RequestFailed(fromBody((body ?? undefined) as ErrorBody | undefined, request.status)))
    }
    request.onerror = () => reject(new RequestFailed(fromBody(undefined, 0)))
    request.send(file)
  })
}
