import { ActionIcon, Popover, Progress } from '@mantine/core'
import { IconLoader2, IconStack2 } from '@tabler/icons-react'
import type { JobPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Mark, type Tone } from '~/ui/Mark'
import { When } from '~/ui/When'
import styles from './JobsTray.module.css'

const running = (job: JobPartsFragment) => job.state === 'QUEUED' || job.state === 'RUNNING'

function tone(job: JobPartsFragment): Tone {
  if (job.state === 'FAILED') return 'blocked'
  if (job.state === 'DONE')
    return job.result?.__typename === 'Intake' && job.result.state === 'QUARANTINED' ? 'risk' : 'done'
  return 'wait'
}

/** Long work of the viewer: what runs, what came of it. It is read from the server, so a reload loses nothing. */
export function JobsTray({ jobs }: { jobs: JobPartsFragment[] }) {
  const say = useText()
  const active = jobs.filter(running).length
  const Icon = active > 0 ? IconLoader2 : IconStack2
  return (
    <Popover position="bottom-end" width={360} withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={active > 0 ? say('jobs.active', { count: active }) : say('jobs.label')}
          w="auto"
          px={6}
        >
          <Icon size={18} stroke={1.75} className={active > 0 ? styles.spin : undefined} />
          {active > 0 && <span className={styles.count}>{active}</span>}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={say('jobs.label')}>
        <h2 className={styles.title}>{say('jobs.label')}</h2>
        {jobs.length === 0 ? (
          <p className={styles.empty}>{say('jobs.none')}</p>
        ) : (
          <ul className={styles.list} tabIndex={0} aria-label={say('jobs.label')}>
            {jobs.map((job) => (
              <Job key={job.id} job={job} />
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function Job({ job }: { job: JobPartsFragment }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { result } = job
  return (
    <li className={styles.job}>
      <div className={styles.head}>
        <span className={styles.name}>{job.title}</span>
        <Mark tone={tone(job)} plain>
          {result?.__typename === 'Intake' ? label('intake', result.state) : label('job', job.state)}
        </Mark>
      </div>
      {running(job) && job.total !== null && job.total > 0 && (
        <Progress value={(job.done / job.total) * 100} size={4} aria-label={job.title} />
      )}
      <p className={styles.detail}>
        {running(job)
          ? job.total !== null && job.total > 1
            ? say('jobs.progress', {
                stage: label('stage', job.stage),
                done: formats.count(job.done),
                total: formats.count(job.total),
              })
            : label('stage', job.stage)
          : (job.error ?? <When at={job.updatedAt} />)}
        {result?.__typename === 'Invoice' && (
          <>
            {' · '}
            <a href={`/invoices/${encodeURIComponent(result.id)}`}>{result.key}</a>
          </>
        )}
        {result?.__typename === 'Intake' && (
          <>
            {' · '}
            <a href="/uploads">{say('jobs.look')}</a>
          </>
        )}
        {job.failed > 0 && ` · ${say('jobs.failed', { count: job.failed })}`}
      </p>
    </li>
  )
}
