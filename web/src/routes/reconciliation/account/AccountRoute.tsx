import { useParams } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import { ReconAccountPageDocument } from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { ReconText } from '~/i18n/ReconText'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { useAddress } from '../../useAddress'
import { AdjustmentsRoute } from '../adjustments/AdjustmentsRoute'
import { CertificationRoute } from '../certification/CertificationRoute'
import { ClustersRoute } from '../clusters/ClustersRoute'
import { FeedsRoute } from '../feeds/FeedsRoute'
import { permitOf } from '../model'
import { RulesRoute } from '../rules/RulesRoute'
import { RunsRoute } from '../runs/RunsRoute'
import { WorkRoute } from '../workbench/WorkRoute'
import { AccountScreen } from './AccountScreen'
import { tabs, tabSearch } from './tabs'
import { useRun } from './useRun'

/** Reads an account, and shows the part of it that the address names. */
export function AccountRoute() {
  return (
    <ReconText>
      <Account />
    </ReconText>
  )
}

function Account() {
  const { id = '' } = useParams({ strict: false })
  const say = useText()
  const [{ tab = 'work' }] = useAddress(tabSearch)
  const [query, reread] = useQuery({
    query: ReconAccountPageDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const run = useRun(id, command)
  const refresh = useCallback(() => reread({ requestPolicy: 'network-only' }), [reread])
  const { ended } = run
  useEffect(() => {
    if (ended > 0) refresh()
  }, [ended, refresh])
  const account = loaded(query, ({ node }) => asType(node, 'ReconAccount'))
  if (account.state !== 'ready')
    return (
      <Page
        title={say('nav.reconciliation')}
        back={{ href: '/reconciliation', label: say('nav.reconciliation') }}
      >
        {account.state === 'loading' ? (
          <TableSkeleton
            label={say('account.loading')}
            columns={[{ label: say('board.account'), wide: true }]}
          />
        ) : account.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('board.forbidden')} text={account.problem.message} />
        ) : (
          <ProblemNotice
            problem={account.problem}
            onRetry={() => reread({ requestPolicy: 'network-only' })}
          />
        )}
      </Page>
    )
  const mayMatch = permitOf(account.data.can, 'RECON_MATCH').allowed
  return (
    <AccountScreen
      account={account.data}
      lost={run.lost}
      tabs={tabs}
      tab={tab}
      busy={command.busy}
      problem={command.problem}
      onRun={() => void run.start()}
      job={run.job}
      onCancel={run.job && mayMatch ? () => void (run.job && run.cancel(run.job)) : undefined}
      onDismiss={run.dismiss}
    >
      {tab === 'work' ? (
        <WorkRoute account={account.data} runs={run.ended} onChanged={refresh} />
      ) : tab === 'runs' ? (
        <RunsRoute id={id} ended={run.ended} />
      ) : tab === 'certification' ? (
        <CertificationRoute id={id} />
      ) : tab === 'clusters' ? (
        <ClustersRoute account={account.data} onChanged={refresh} />
      ) : tab === 'rules' ? (
        <RulesRoute account={account.data} />
      ) : tab === 'adjustments' ? (
        <AdjustmentsRoute account={account.data} onChanged={refresh} />
      ) : (
        <FeedsRoute id={id} />
      )}
    </AccountScreen>
  )
}
