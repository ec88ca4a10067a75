import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import {
  AccessChangesDocument,
  ChangeInFullDocument,
  DecideAccessChangeDocument,
  RefreshAccessChangeDocument,
  WithdrawAccessChangeDocument,
} from '~/api/accessDocuments'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { useOffer } from '../offer'
import { accessSearch } from '../search'
import type { ChangeAct, ChangeInFull } from './ChangeDetail'
import { ChangesScreen } from './ChangesScreen'
import { registersFor } from './registers'
import { changesSearch, filterOf } from './search'
import { useChangeExport } from './useChangeExport'

const read = (search: Record<string, unknown>) => ({ ...accessSearch(search), ...changesSearch(search) })
const pageSize = 50

/** Reads the changes of access that were asked for up to the area's instant, and decides on them. */
export function ChangesRoute() {
  const { user, allowed } = useSession()
  const say = useText()
  const [address, setAddress] = useAddress(read)
  const { asOf, open, after, ...filter } = address
  const [query, reread] = useQuery({
    query: AccessChangesDocument,
    variables: { filter: filterOf(filter, asOf), first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const [one, rereadOne] = useQuery({
    query: ChangeInFullDocument,
    variables: { id: open ?? '' },
    pause: !open,
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const [asking, setAsking] = useState<{ act: ChangeAct; change: ChangeInFull }>()
  const rows = useMemo(() => query.data?.accessChanges.edges.map(({ node }) => node), [query.data])
  const pages = useForwardPages(after, query.data?.accessChanges.pageInfo, (next) =>
    setAddress({ after: next }),
  )
  const write = useChangeExport()
  useOffer(useMemo(() => rows && { name: 'access-changes', table: write(rows) }, [rows, write]))
  const run = async (act: ChangeAct, { id, version }: ChangeInFull, comment?: string) => {
    const done =
      act === 'refresh'
        ? await command.run(RefreshAccessChangeDocument, { id, version })
        : act === 'withdraw'
          ? await command.run(WithdrawAccessChangeDocument, { id, version, reason: comment })
          : await command.run(DecideAccessChangeDocument, {
              id,
              version,
              outcome: act === 'approve' ? 'APPROVE' : 'REJECT',
              comment,
            })
    // A refusal often means that the change is no longer as it was read.
    if (done) setAsking(undefined)
    else rereadOne({ requestPolicy: 'network-only' })
  }
  return (
    <>
      <ChangesScreen
        registers={registersFor(allowed)}
        list={loaded(query, ({ accessChanges }) => ({
          rows: accessChanges.edges.map(({ node }) => node),
          total: accessChanges.totalCount,
          page: pages.state,
        }))}
        filter={filter}
        onFilter={(next) =>
          setAddress({ state: undefined, kind: undefined, ...next, open: undefined, after: undefined }, true)
        }
        open={open}
        onOpen={(id) => setAddress({ open: id }, true)}
        detail={{
          full: loaded(one, ({ node }) => asType(node, 'AccessChange')),
          viewerId: user.id,
          busy: command.busy,
          onAct: (act, change) => {
            command.clear()
            if (act === 'refresh') void run(act, change)
            else setAsking({ act, change })
          },
          onReread: () => rereadOne({ requestPolicy: 'network-only' }),
        }}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        onRetry={() => reread({ requestPolicy: 'network-only' })}
      />
      {asking && (
        <CommentDialog
          title={asking.change.title}
          text={
            asking.act === 'approve'
              ? say('change.approveText')
              : asking.act === 'reject'
                ? say('change.rejectText')
                : undefined
          }
          doLabel={say(`change.${asking.act}`)}
          needed={asking.act === 'reject'}
          grave={asking.act === 'reject'}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setAsking(undefined)}
          onGive={(comment) => void run(asking.act, asking.change, comment)}
        />
      )}
    </>
  )
}
