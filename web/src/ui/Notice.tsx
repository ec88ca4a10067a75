import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChecks,
  IconFilterOff,
  IconInbox,
  IconLock,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { isRefusal, type Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import styles from './Notice.module.css'

/** Why a list is empty. */
export type EmptyKind = 'nothing' | 'done' | 'filtered' | 'forbidden'

const emptyIcons = { nothing: IconInbox, done: IconChecks, filtered: IconFilterOff, forbidden: IconLock }

interface EmptyProps {
  kind: EmptyKind
  /** Why it is empty. */
  title: string
  /** The next step. */
  text?: string
  /** Buttons for it. */
  children?: ReactNode
}

/** An empty place that says why it is empty and what to do next. */
export function EmptyNotice({ kind, title, text, children }: EmptyProps) {
  const Icon = emptyIcons[kind]
  return (
    <div className={styles.root} data-kind={kind}>
      <Icon size={28} stroke={1.5} aria-hidden className={styles.icon} />
      <p className={styles.title}>{title}</p>
      {text && (
        <p className={styles.text}>
          <bdi>{text}</bdi>
        </p>
      )}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  )
}

interface ProblemProps {
  problem: Problem
  /** Tries again; left out when that cannot help. */
  onRetry?: () => void
}

/** What the server refused or failed at: in words, with the code and the request's id for whoever helps. */
export function ProblemNotice({ problem, onRetry }: ProblemProps) {
  const say = useText()
  const refused = isRefusal(problem)
  const Icon = problem.code === 'OFFLINE' ? IconPlugConnectedX : refused ? IconLock : IconAlertTriangle
  return (
    <div className={styles.root} data-kind={refused ? 'refused' : 'failed'} role="alert">
      <Icon size={28} stroke={1.5} aria-hidden className={styles.icon} />
      <p className={styles.title}>{problemTitle(problem, say)}</p>
      {problem.message && (
        <p className={styles.text}>
          <bdi>{problem.message}</bdi>
        </p>
      )}
      <p className={styles.code}>
        <code>{problem.code}</code>
        {problem.requestId && (
          <>
            {' · '}
            {say('problem.request')} <code>{problem.requestId}</code>
          </>
        )}
      </p>
      {onRetry && (
        <div className={styles.actions}>
          <Button variant="default" onClick={onRetry}>
            {say('action.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}

function problemTitle(problem: Problem, say: ReturnType<typeof useText>): string {
  switch (problem.code) {
    case 'OFFLINE':
      return say('problem.offline')
    case 'NOT_FOUND':
      return say('problem.notFound')
    case 'FORBIDDEN':
      return say('problem.forbidden')
    case 'STALE':
      return say('problem.stale')
    case 'TIMEOUT':
      return say('problem.timeout')
    case 'RATE_LIMITED':
      return say('problem.rateLimited')
    default:
      return isRefusal(problem) ? say('problem.refused') : say('problem.failed')
  }
}

/** The same within a form or a card: one line and its code. */
export function ProblemLine({ problem, onRetry }: ProblemProps) {
  const say = useText()
  return (
    <div className={styles.line} role="alert">
      <IconAlertTriangle size={16} stroke={2} aria-hidden />
      <div>
        <bdi>{problem.message || problemTitle(problem, say)}</bdi>{' '}
        <span className={styles.lineCode}>
          <code>{problem.code}</code>
          {problem.requestId && (
            <>
              {' · '}
              <code>{problem.requestId}</code>
            </>
          )}
        </span>
      </div>
      {onRetry && (
        <Button variant="default" size="compact-xs" onClick={onRetry}>
          {say('action.retry')}
        </Button>
      )}
    </div>
  )
}
