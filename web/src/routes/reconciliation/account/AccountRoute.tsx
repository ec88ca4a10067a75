import { useParams } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import { ReconAccountPageDocument } from '~/api/reconDocuments'
import { ReconText } from '~/i18n/ReconText'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { useAddress } from '../../useAddress'
import { CertificationRoute } from '../certification/CertificationRoute'
import { FeedsRoute } from '../feeds/FeedsRoute'
import { AccountScreen } from './AccountScreen'
import { type Tab, tabSearch } from './tabs'

const parts: Tab[] = ['feeds', 'certification']

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
  const [{ tab = 'feeds' }] = useAddress(tabSearch)
  const [query, reread] = useQuery({
    query: ReconAccountPageDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
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
  return (
    <AccountScreen account={account.data} tabs={parts} tab={tab}>
      {tab === 'certification' ? <CertificationRoute id={id} /> : <FeedsRoute id={id} />}
    </AccountScreen>
  )
}
