import type { IntakePartsFragment, JobPartsFragment } from '~/api/documents'
import type { Problem } from '~/api/problem'

/** Where a file stands on its way in. */
export type UploadPhase =
  'waiting' | 'sending' | 'reading' | 'accepted' | 'duplicate' | 'quarantined' | 'failed'

/** What became of a file, when it became an invoice. */
export type Accepted = Extract<NonNullable<JobPartsFragment['result']>, { __typename: 'Invoice' }>

/** A file on its way from this browser to an invoice. */
export interface UploadRow {
  /** Of this browser, one per file dropped. */
  id: number
  name: string
  bytes: number
  phase: UploadPhase
  /** Share sent, 0 to 1. */
  share: number
  /** What the server does now. */
  stage?: string
  invoice?: Accepted
  intake?: IntakePartsFragment
  problem?: Problem
}

/** What a finished job says of its file. */
export function outcomeOf(job: JobPartsFragment): Partial<UploadRow> | undefined {
  if (job.state === 'QUEUED' || job.state === 'RUNNING') return undefined
  const { result } = job
  if (result?.__typename === 'Invoice') return { phase: 'accepted', invoice: result }
  if (result?.__typename === 'Intake') {
    return { phase: result.state === 'DUPLICATE' ? 'duplicate' : 'quarantined', intake: result }
  }
  return { phase: 'failed', problem: { code: 'INTERNAL', message: job.error ?? '' } }
}

/** True while a file may still change. */
export const isMoving = (row: UploadRow): boolean => ['waiting', 'sending', 'reading'].includes(row.phase)
