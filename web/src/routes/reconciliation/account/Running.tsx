import { Button, CloseButton, Progress } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { jobTone } from '../marks'
import type { JobState } from '../model'
import styles from './Running.module.css'

/** A run on its way or at its end. */
export interface RunJob {
  id: string
  version: number
  state: JobState
  stage: string
  done: number
  total: number | null
  error: string | null
}

export interface RunningProps {
  job: RunJob
  /** Stops the run; absent for who may not. */
  onCancel?: () => void
  onDismiss?: () => void
  /** Where its result stands. */
  href: string
}

/** How far a run is; at its end, what came of it. */
export function Running({ job, onCancel, onDismiss, href }: RunningProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const moving = job.state === 'QUEUED' || job.state === 'RUNNING'
  const stage = label('runStage', stageOf(job.stage))
  return (
    <div className={styles.root} role="status" data-moving={moving || undefined}>
      <Mark tone={jobTone(job.state)} plain>
        {moving
          ? job.total
            ? say('run.progress', { stage, done: formats.count(job.done), total: formats.count(job.total) })
            : stage
          : label('runState', job.state)}
      </Mark>
      {moving ? (
        <Progress
          className={styles.bar}
          size={4}
          value={job.total ? (100 * job.done) / job.total : 100}
          animated={!job.total}
          aria-label={stage}
        />
      ) : (
        <>
          {job.error && (
            <span className={styles.error}>
              <bdi>{job.error}</bdi>
            </span>
          )}
          <a href={href} className={styles.link}>
            {say('run.look')}
          </a>
        </>
      )}
      {moving && onCancel && (
        <Button variant="default" size="compact-xs" onClick={onCancel}>
          {say('run.cancel')}
        </Button>
      )}
      {!moving && onDismiss && <CloseButton size="sm" aria-label={say('action.close')} onClick={onDismiss} />}
    </div>
  )
}

/** The stage without its particulars: "matching: exact" is "matching". */
const stageOf = (stage: string) => /^\w+/.exec(stage)?.[0] ?? 'queued'
