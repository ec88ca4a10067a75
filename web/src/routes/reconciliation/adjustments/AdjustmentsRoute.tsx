import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import {
  AdjustmentInFullDocument,
  AdjustmentsDocument,
  DecideAdjustmentDocument,
  PostAdjustmentDocument,
  WithdrawAdjustmentDocument,
} from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { type AccountHead, permitOf } from '../model'
import type { AdjustmentInFull } from './AdjustmentDetail'
import { AdjustmentsScreen } from './AdjustmentsScreen'
import { DecideDialog } from './DecideDialog'
import { ProposeRoute } from './ProposeRoute'
import { adjustmentsSearch } from './search'

const pageSize = 50
// How often the ledger's answer is looked for while an approved entry is on its way.
const lookMs = 2_000

type Asking = { what: 'approve' | 'reject' | 'post' | 'withdraw'; of: AdjustmentInFull } | { what: 'propose' }

interface Props {
  account: AccountHead
  onChanged: () => void
}

/** Reads the adjustments of an account, proposes and decides on them. */
export function AdjustmentsRoute({ account, onChanged }: Props) {
  const say = useText()
  const [{ open, after, ...filter }, setAddress] = useAddress(adjustmentsSearch)
  const [query, reread] = useQuery({
    query: AdjustmentsDocument,
    variables: {
      filter: { accountId: account.id, state: filter.state && [filter.state], mine: filter.mine },
      first: pageSize,
      after,
    },
    requestPolicy: 'cache-and-network',
  })
  const pages = useForwardPages(after, query.data?.adjustments.pageInfo, (next) =>
    setAddress({ after: next }),
  )
  const [one, rereadOne] = useQuery({
    query: AdjustmentInFullDocument,
    variables: { id: open ?? '' },
    pause: !open,
    requestPolicy: 'cache-and-network',
  })
  const found = loaded(one, ({ node }) => asType(node, 'Adjustment'))
  // While the next one is read, the query still holds the one before.
  const detail = found.state === 'ready' && found.data.id !== open ? ({ state: 'loading' } as const) : found
  const onItsWay =
    detail.state === 'ready' &&
    (detail.data.posting?.state === 'PENDING' || detail.data.posting?.state === 'SENT')
  useEffect(() => {
    if (!onItsWay) return
    const timer = setInterval(() => {
      rereadOne({ requestPolicy: 'network-only' })
    }, lookMs)
    return () => clearInterval(timer)
  }, [onItsWay, rereadOne])
  const command = useCommand()
  const [asking, setAsking] = useState<Asking>()
  const ask = (what: Asking) => {
    command.clear()
    setAsking(what)
  }
  const refresh = () => {
    reread({ requestPolicy: 'network-only' })
    if (open) rereadOne({ requestPolicy: 'network-only' })
  }
  const close = () => setAsking(undefined)
  const ended = (done: unknown) => {
    // Refused because somebody was first: what stands now is read, and the dialog still says why.
    refresh()
    if (!done) return
    close()
    onChanged()
  }
  const dialog = { busy: command.busy, problem: command.problem, onClose: close }
  return (
    <>
      <AdjustmentsScreen
        list={loaded(query, ({ adjustments }) => ({
          rows: adjustments.edges.map(({ node }) => node),
          total: adjustments.totalCount,
          page: pages.state,
        }))}
        filter={filter}
        onFilter={(next) =>
          setAddress({ state: undefined, mine: undefined, ...next, after: undefined, open: undefined }, true)
        }
        open={open}
        onOpen={(id) => setAddress({ open: id }, true)}
        detail={detail}
        busy={command.busy}
        propose={permitOf(account.can, 'RECON_WRITE_OFF')}
        onPropose={() => ask({ what: 'propose' })}
        lineHref={(id) =>
          `/reconciliation/${encodeURIComponent(account.id)}?state=ALL&line=${encodeURIComponent(id)}`
        }
        onDecide={(of, approve) => ask({ what: approve ? 'approve' : 'reject', of })}
        onPost={(of) => ask({ what: 'post', of })}
        onWithdraw={(of) => ask({ what: 'withdraw', of })}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        onRetry={refresh}
      />
      {asking?.what === 'propose' && (
        <ProposeRoute
          account={account}
          onClose={close}
          onProposed={(id) => {
            close()
            reread({ requestPolicy: 'network-only' })
            setAddress({ open: id, after: undefined, state: undefined, mine: undefined })
            onChanged()
          }}
        />
      )}
      {(asking?.what === 'approve' || asking?.what === 'reject') && (
        <DecideDialog
          {...dialog}
          adjustment={asking.of}
          approve={asking.what === 'approve'}
          onDecide={(comment) =>
            void command
              .run(DecideAdjustmentDocument, {
                id: asking.of.id,
                version: asking.of.version,
                approve: asking.what === 'approve',
                comment,
              })
              .then(ended)
          }
        />
      )}
      {asking?.what === 'withdraw' && (
        <CommentDialog
          {...dialog}
          title={say('adjust.withdrawTitle', { key: asking.of.key })}
          text={say('adjust.withdrawText')}
          doLabel={say('adjust.withdraw')}
          needed
          onGive={(reason) =>
            void command
              .run(WithdrawAdjustmentDocument, { id: asking.of.id, version: asking.of.version, reason })
              .then(ended)
          }
        />
      )}
      {asking?.what === 'post' && (
        <CommentDialog
          {...dialog}
          title={say('adjust.postTitle', { key: asking.of.key })}
          text={say('adjust.postText')}
          doLabel={say('adjust.post')}
          needed={false}
          onGive={(reason) =>
            void command
              .run(PostAdjustmentDocument, { id: asking.of.id, version: asking.of.version, reason })
              .then(ended)
          }
        />
      )}
    </>
  )
}
