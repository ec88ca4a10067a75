import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { PersonName } from '~/ui/people'
import { RiskMark } from '~/ui/RiskMark'
import { Tabs } from '~/ui/Tabs'
import { feedTone } from '../marks'
import { type AccountHead, permitOf } from '../model'
import styles from './AccountScreen.module.css'
import { Equation } from './Equation'
import { Proof } from './Proof'
import { type RunningProps, Running } from './Running'
import { type Tab, tabLabel } from './tabs'

export interface AccountProps extends Partial<RunningProps> {
  account: AccountHead
  /** Lines that the last run's proof does not account for; undefined before the first. */
  lost?: number
  /** Parts that the account has, in order. */
  tabs: readonly Tab[]
  tab: Tab
  busy?: boolean
  /** What went wrong when a run was asked for. */
  problem?: Problem
  /** Begins a run; absent where none can be begun. */
  onRun?: () => void
  children: ReactNode
}

/** An account: its sums and where every line is in plain sight, and below one of its parts. */
export function AccountScreen({
  account,
  lost,
  tabs,
  tab,
  busy,
  problem,
  onRun,
  job,
  onCancel,
  onDismiss,
  children,
}: AccountProps) {
  const say = useText()
  const label = useLabel()
  const at = (part: Tab, more = '') =>
    `/reconciliation/${encodeURIComponent(account.id)}${part === 'work' ? (more ? `?${more}` : '') : `?tab=${part}${more && `&${more}`}`}`
  const match = permitOf(account.can, 'RECON_MATCH')
  return (
    <div className={styles.root} data-fixed={tab === 'work' || undefined}>
      <header className={styles.head}>
        <div className={styles.titleRow}>
          <a href="/reconciliation" className={styles.back}>
            {say('nav.reconciliation')}
          </a>
          <h1 className={styles.title}>
            <bdi>{`${account.account.code} ${account.name}`}</bdi>
          </h1>
          <span className={styles.quiet}>
            {account.entity.code} · {label('accountKind', account.kind)} · {account.currency}
            {account.bankAccount && (
              <>
                {' · '}
                <bdi dir="ltr">{account.bankAccount}</bdi>
              </>
            )}
          </span>
          <Mark tone={feedTone(account.feed.state)} plain>
            {label('feedState', account.feed.state)}
          </Mark>
          <RiskMark risk={account.risk} />
          <span className={styles.people}>
            {account.preparer && <PersonName person={account.preparer} quiet />}
            {account.reviewer && (
              <>
                <span className={styles.quiet} aria-label={say('account.reviewedBy')}>
                  →
                </span>
                <PersonName person={account.reviewer} quiet />
              </>
            )}
          </span>
          {match.allowed && onRun && (
            <Button
              className={styles.run}
              variant="default"
              disabled={busy || job?.state === 'RUNNING' || job?.state === 'QUEUED'}
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              onClick={onRun}
            >
              {say('run.start')}
            </Button>
          )}
        </div>
        <Equation equation={account.equation} />
        <Proof tallies={account.tallies} lost={lost} href={(state) => at('work', `state=${state}`)} />
        {problem && <ProblemLine problem={problem} />}
        {job && <Running job={job} onCancel={onCancel} onDismiss={onDismiss} href={at('runs')} />}
        <Tabs
          label={say('account.parts')}
          tabs={tabs.map((part) => ({ id: part, label: say(tabLabel(part)), href: at(part) }))}
          current={tab}
        />
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  )
}
