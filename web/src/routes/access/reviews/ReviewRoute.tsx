import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { DecideReviewItemsDocument, ReviewPageDocument } from '~/api/accessDocuments'
import type { ReviewLineFragment } from '~/api/documents'
import { asType, loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useCommand } from '~/api/useCommand'
import { useLabel, useText } from '~/i18n/useText'
import { useAddress } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { useOffer } from '../offer'
import { DecideDialog } from './DecideDialog'
import { decisions, type ReviewAct } from './decide'
import { ReviewScreen } from './ReviewScreen'
import { filterOf, reviewSearch } from './search'

// More would cost more than one request may: each line brings its grant and whether the viewer may decide on it.
const pageSize = 25

/** Reads a campaign and a page of its lines, and decides them. */
export function ReviewRoute() {
  const { id = '' } = useParams({ strict: false })
  const say = useText()
  const label = useLabel()
  const [address, setAddress] = useAddress(reviewSearch)
  const { open, after, ...filter } = address
  const [query, reread] = useQuery({
    query: ReviewPageDocument,
    variables: { id, filter: filterOf(filter), first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const [chosen, setChosen] = useState<string[]>([])
  const [asking, setAsking] = useState<{ act: ReviewAct; lines: ReviewLineFragment[] }>()
  const [refused, setRefused] = useState<Problem>()
  const review = asType(query.data?.node, 'AccessReview')
  const rows = useMemo(() => review?.items.edges.map(({ node }) => node), [review])
  const pages = useForwardPages(after, review?.items.pageInfo, (next) => setAddress({ after: next }))
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'access-review',
          table: {
            columns: [
              say('review.holder'),
              say('roles.name'),
              say('review.uses'),
              say('access.lastUse'),
              say('review.reviewer'),
              say('review.decision'),
              say('change.decidedBy'),
              say('record.reason'),
            ],
            rows: rows.map((line) => [
              line.grant.user.name,
              line.grant.role.name,
              line.uses,
              line.lastUsedAt,
              line.reviewer.name,
              line.decision && label('reviewDecision', line.decision),
              line.by?.name,
              line.reason,
            ]),
          },
        },
      [rows, say, label],
    ),
  )
  const decide = async (reason: string | undefined, narrowTo: string[]) => {
    if (!asking) return
    const { act, lines } = asking
    const done = await command.run(DecideReviewItemsDocument, {
      items: lines.map((line) => ({
        id: line.id,
        version: line.version,
        decision: decisions[act],
        reason,
        narrowTo: act === 'narrow' ? narrowTo : undefined,
      })),
    })
    reread({ requestPolicy: 'network-only' })
    if (!done) return
    const errors = done.decideReviewItems.results.flatMap(({ error }) => error ?? [])
    const [first] = errors
    setChosen([])
    if (!first) return setAsking(undefined)
    setRefused({
      code: first.code,
      message: say('review.refused', { count: errors.length, why: first.message }),
    })
  }
  return (
    <>
      <ReviewScreen
        review={loaded(query, () => review)}
        lines={{ rows: rows ?? [], total: review?.items.totalCount, page: pages.state }}
        filter={filter}
        onFilter={(next) =>
          setAddress(
            {
              mine: undefined,
              waiting: undefined,
              unused: undefined,
              q: undefined,
              ...next,
              open: undefined,
              after: undefined,
            },
            true,
          )
        }
        chosen={chosen}
        onChoose={setChosen}
        open={open}
        onOpen={(line) => setAddress({ open: line }, true)}
        busy={command.busy}
        onDecide={(act, lines) => {
          command.clear()
          setRefused(undefined)
          setAsking({ act, lines })
        }}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        onRetry={() => reread({ requestPolicy: 'network-only' })}
      />
      {asking && (
        <DecideDialog
          act={asking.act}
          lines={asking.lines}
          busy={command.busy}
          problem={command.problem ?? refused}
          onClose={() => setAsking(undefined)}
          onDecide={(reason, narrowTo) => void decide(reason, narrowTo)}
        />
      )}
    </>
  )
}
