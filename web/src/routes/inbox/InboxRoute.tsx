import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { InboxDocument, type TaskCardPartsFragment, TaskCardDocument } from '~/api/documents'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { undo, useDecision } from '~/api/useDecision'
import { useInboxLive } from '~/api/useInboxLive'
import { asksReason, type PlainAct, useItemActs } from '~/api/useItemActs'
import { type Reason, ReasonDialog, type ReasonFor } from '~/ui/item/ReasonDialog'
import { type ItemAct, verdictOfTask } from '~/ui/item/verdict'
import { useKeys } from '~/ui/useKeys'
import { usePhone } from '~/ui/usePhone'
import { pageArguments, sortInput } from '../search'
import { useSession } from '../session'
import { useAddress, useEntity, useGo } from '../useAddress'
import { usePages } from '../usePages'
import { InboxScreen } from './InboxScreen'
import { inboxSearch } from './search'

const pageSize = 50
const start = { after: undefined, before: undefined, task: undefined }

const Next = lazy(() => import('./next/NextRoute').then((m) => ({ default: m.NextRoute })))
const Advice = lazy(() => import('../invoice/advice/AdviceRoute').then((m) => ({ default: m.AdviceRoute })))

/** Reads the inbox and the chosen task, decides, and goes on to the next one. */
export function InboxRoute() {
  const { user } = useSession()
  const entity = useEntity()
  const go = useGo()
  const phone = usePhone()
  const [address, setAddress] = useAddress(inboxSearch)
  const { kind, overdue, q, sort, after, before } = address
  const { counts, changes } = useInboxLive()
  const [query, reread] = useQuery({
    query: InboxDocument,
    variables: {
      filter: { kind: kind && [kind], overdue, text: q, entityId: entity && [entity.id] },
      sort: sortInput(sort ?? '-rank'),
      ...pageArguments({ after, before }, pageSize),
    },
    requestPolicy: 'cache-and-network',
  })
  const inbox = query.data?.viewer.inbox
  const pages = usePages(inbox?.pageInfo, setAddress)
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set())
  const staying = inbox?.edges.map(({ node }) => node).filter(({ id }) => !leaving.has(id)) ?? []
  const selected = address.task ?? (phone ? undefined : staying[0]?.id)
  const [cardQuery, rereadCard] = useQuery({
    query: TaskCardDocument,
    variables: { id: selected ?? '' },
    pause: !selected,
    requestPolicy: 'cache-and-network',
  })
  const card = loaded(cardQuery, ({ node }) => asType(node, 'Task'))
  // While the next card is read, the query still holds the one before.
  const shown = card.state === 'ready' && card.data.id !== selected ? ({ state: 'loading' } as const) : card
  const task = shown.state === 'ready' ? shown.data : undefined

  useEffect(() => {
    if (changes === 0) return
    reread({ requestPolicy: 'network-only' })
    rereadCard({ requestPolicy: 'network-only' })
  }, [changes, reread, rereadCard])

  const [whyOpen, setWhyOpen] = useState(false)
  const [asking, setAsking] = useState<ReasonFor>()
  const command = useCommand()
  const { clear } = command
  useEffect(clear, [selected, clear])
  const comeBack = useCallback(
    (id: string) => setLeaving((all) => new Set([...all].filter((other) => other !== id))),
    [],
  )
  const decide = useDecision(command, comeBack)
  const runAct = useItemActs(command)

  const select = (id: string | undefined) => setAddress({ task: id }, !phone)
  const step = (by: number) => {
    const at = staying.findIndex(({ id }) => id === selected)
    const next = staying[at === -1 ? 0 : at + by]
    if (next) select(next.id)
  }
  // The one below, or above at the end; on a phone too, so that one can go through them all.
  const goOn = (done: string, fallback?: string) => {
    const at = staying.findIndex(({ id }) => id === done)
    const next = staying[at + 1] ?? staying[at - 1]
    setLeaving((all) => new Set(all).add(done))
    select(next?.id ?? fallback)
  }
  const finish = async (
    current: TaskCardPartsFragment,
    outcome: 'APPROVE' | 'RETURN' | 'REJECT',
    reason?: Reason,
  ) => {
    const done = await decide({
      task: current,
      outcome,
      reasonCode: reason?.code,
      comment: reason?.text,
      title: current.subject.title,
    })
    if (!done) return
    setAsking(undefined)
    goOn(current.id, done.nextTask?.id)
  }
  const act = async (current: TaskCardPartsFragment, what: ItemAct, reason?: string) => {
    if (what === 'edit' || what === 'code')
      return go(`/invoices/${encodeURIComponent(current.subject.id)}?do=${what}`)
    if (asksReason(what) && reason === undefined) return setAsking(what)
    if (await runAct(what as PlainAct, current.subject, reason)) {
      setAsking(undefined)
      goOn(current.id)
    }
  }
  const rank = staying.find(({ id }) => id === selected)?.rank
  const pin = async () => {
    const { PinTaskDocument } = await import('~/api/adviceDocuments')
    if (selected && (await command.run(PinTaskDocument, { id: selected, pinned: !rank?.pinned })))
      reread({ requestPolicy: 'network-only' })
  }
  const mayDecide = task && !command.busy && verdictOfTask(task).decide
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: phone ? undefined : () => step(1),
    ArrowUp: phone ? undefined : () => step(-1),
    a: mayDecide ? () => void finish(task, 'APPROVE') : undefined,
    r: mayDecide ? () => setAsking('RETURN') : undefined,
    p: !rank || command.busy ? undefined : () => void pin(),
    u: undo,
    w: () => setWhyOpen(!whyOpen),
    e: () => {
      const file = task?.subject.evidence.find(({ kind: what }) => what === 'DOCUMENT')
      if (file) window.location.assign(file.downloadUrl)
    },
    Enter: document.activeElement?.closest('a, button')
      ? undefined
      : () => task && go(`/invoices/${encodeURIComponent(task.subject.id)}`),
    Escape: address.task && phone ? () => select(undefined) : undefined,
  })
  return (
    <>
      <InboxScreen
        list={loaded(query, ({ viewer }) => ({
          tasks: viewer.inbox.edges.map(({ node }) => node),
          total: viewer.inbox.totalCount,
          page: pages.state,
        }))}
        counts={counts}
        filter={{ kind, overdue, q, sort }}
        onFilter={(filter) =>
          setAddress(
            { kind: undefined, overdue: undefined, q: undefined, sort: undefined, ...filter, ...start },
            true,
          )
        }
        narrowed={entity !== undefined}
        onRetry={() => reread({ requestPolicy: 'network-only' })}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        selected={selected}
        leaving={leaving}
        onSelect={select}
        onBack={() => select(undefined)}
        card={selected ? shown : undefined}
        rank={rank}
        onPin={() => void pin()}
        next={
          task && (
            <Suspense>
              <Next task={task.id} version={task.subject.version} />
            </Suspense>
          )
        }
        advice={
          task && (
            <Suspense>
              <Advice id={task.subject.id} version={task.subject.version} />
            </Suspense>
          )
        }
        viewerId={user.id}
        whyOpen={whyOpen}
        onWhy={setWhyOpen}
        busy={command.busy}
        problem={asking ? undefined : command.problem}
        onReload={() => {
          clear()
          rereadCard({ requestPolicy: 'network-only' })
          reread({ requestPolicy: 'network-only' })
        }}
        onApprove={() => task && void finish(task, 'APPROVE')}
        onReturn={() => setAsking('RETURN')}
        onReject={() => setAsking('REJECT')}
        onAct={(what) => task && void act(task, what)}
      />
      {asking && task && (
        <ReasonDialog
          what={asking}
          subject={task.subject.title}
          busy={command.busy}
          problem={command.problem}
          onClose={() => {
            setAsking(undefined)
            clear()
          }}
          onGive={(reason) =>
            void (asking === 'RETURN' || asking === 'REJECT'
              ? finish(task, asking, reason)
              : act(task, asking as ItemAct, reason.text))
          }
        />
      )}
    </>
  )
}
