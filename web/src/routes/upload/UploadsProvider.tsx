import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Client, useClient } from 'urql'
import { ImportInvoiceDocument, type JobPartsFragment, JobProgressDocument } from '~/api/documents'
import { RequestFailed, upload } from '~/api/http'
import { newKey } from '~/api/key'
import { watch } from '~/api/live'
import { toProblem } from '~/api/problem'
import { JobsStarted } from '~/api/useJobs'
import { useStored } from '~/ui/useStored'
import { useSession } from '../session'
import { useEntity } from '../useAddress'
import { outcomeOf, type UploadRow } from './uploads'

interface Uploads {
  rows: UploadRow[]
  /** Files dropped before it was said who receives them. */
  held: number
  entityId?: string
  setEntity: (id: string) => void
  add: (files: File[]) => void
  clear: () => void
  /** Grows when a file has come to its end. */
  finished: number
}

const Context = createContext<Uploads | null>(null)

export function useUploads(): Uploads {
  const uploads = useContext(Context)
  if (!uploads) throw new Error('useUploads outside the frame')
  return uploads
}

// Two at a time: each holds a request and then a stream, and a browser opens only six connections to one server.
const atOnce = 2

/** Takes files in, wherever on the console they were dropped, and follows each to its end. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const client = useClient()
  const { entities } = useSession()
  const narrowed = useEntity()
  const [remembered, remember] = useStored('upload.entity', '')
  const entityId =
    narrowed?.id ??
    entities.find(({ id }) => id === remembered)?.id ??
    (entities.length === 1 ? entities[0]?.id : undefined)
  const [rows, setRows] = useState<UploadRow[]>([])
  const [held, setHeld] = useState<File[]>([])
  const [started, setStarted] = useState(0)
  const [finished, setFinished] = useState(0)
  const queue = useRef<{ row: UploadRow; file: File; entityId: string }[]>([])
  const running = useRef(0)
  const ids = useRef(0)

  const change = useCallback(
    (id: number, part: Partial<UploadRow>) =>
      setRows((all) => all.map((row) => (row.id === id ? { ...row, ...part } : row))),
    [],
  )

  // One of `atOnce` workers: takes from the queue until it is empty.
  const work = useCallback(async () => {
    if (running.current >= atOnce) return
    running.current++
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const { id } = next.row
      await takeIn(
        client,
        next.entityId,
        next.file,
        (part) => change(id, part),
        () => setStarted((n) => n + 1),
      )
      setFinished((n) => n + 1)
    }
    running.current--
  }, [client, change])

  const send = useCallback(
    (files: File[], to: string) => {
      const fresh = files.map((file) => ({
        file,
        entityId: to,
        row: { id: ++ids.current, name: file.name, bytes: file.size, phase: 'waiting' as const, share: 0 },
      }))
      queue.current.push(...fresh)
      setRows((all) => [...fresh.map(({ row }) => row), ...all])
      fresh.forEach(() => void work())
    },
    [work],
  )
  const add = useCallback(
    (files: File[]) => {
      if (files.length === 0) return
      if (entityId) send(files, entityId)
      else setHeld((before) => [...before, ...files])
    },
    [entityId, send],
  )
  const setEntity = useCallback(
    (id: string) => {
      if (!id) return
      remember(id)
      if (held.length > 0) send(held, id)
      setHeld([])
    },
    [held, remember, send],
  )
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.current.length + running.current > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  const value = useMemo<Uploads>(
    () => ({ rows, held: held.length, entityId, setEntity, add, clear: () => setRows([]), finished }),
    [rows, held, entityId, setEntity, add, finished],
  )
  return (
    <Context value={value}>
      <JobsStarted value={started}>{children}</JobsStarted>
    </Context>
  )
}

// One file from bytes to outcome. Never throws: what went wrong is the outcome.
async function takeIn(
  client: Client,
  entityId: string,
  file: File,
  tell: (part: Partial<UploadRow>) => void,
  onJob: () => void,
): Promise<void> {
  try {
    tell({ phase: 'sending' })
    const { id } = await upload(entityId, file, (share) => tell({ share }))
    tell({ phase: 'reading', share: 1 })
    const { data, error } = await client
      .mutation(ImportInvoiceDocument, { input: { uploadId: id, idempotencyKey: newKey() } })
      .toPromise()
    if (!data) throw new RequestFailed(error ? toProblem(error) : { code: 'INTERNAL', message: '' })
    onJob()
    tell(await finish(data.importInvoice.job, (stage) => tell({ stage })))
    onJob()
  } catch (error) {
    tell({
      phase: 'failed',
      problem: error instanceof RequestFailed ? error.problem : { code: 'INTERNAL', message: '' },
    })
  }
}

function finish(job: JobPartsFragment, onStage: (stage: string) => void): Promise<Partial<UploadRow>> {
  return new Promise((resolve) => {
    const done = outcomeOf(job)
    if (done) return resolve(done)
    const stop = watch(
      JobProgressDocument,
      { id: job.id },
      {
        cursor: ({ jobProgress }) => jobProgress.cursor,
        next: ({ jobProgress }) => {
          onStage(jobProgress.job.stage)
          const outcome = outcomeOf(jobProgress.job)
          if (!outcome) return
          stop()
          resolve(outcome)
        },
      },
    )
  })
}
