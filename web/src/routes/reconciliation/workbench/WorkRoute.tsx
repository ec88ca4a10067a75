import { useCallback, useEffect, useMemo, useState } from 'react'
import { useQuery } from 'urql'
import type { LineFilter as ApiFilter } from '~/api/documents'
import { asType, loaded } from '~/api/loaded'
import { OpenCaseDocument } from '~/api/caseDocuments'
import { ReconLineDocument, UndoEffectDocument } from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { showToast } from '~/ui/toast'
import { usePhone } from '~/ui/usePhone'
import { useAddress } from '../../useAddress'
import { ProposeRoute } from '../adjustments/ProposeRoute'
import { type AccountHead, type Group, type LineRow, permitOf, waitingStates } from '../model'
import { workSearch } from '../search'
import { differenceOf } from '../sums'
import { nameOf } from './LineItem'
import { OpenCaseDialog } from './OpenCaseDialog'
import { UndoDialog } from './UndoDialog'
import { useLines } from './useLines'
import { useMatching } from './useMatching'
import { useWorkKeys } from './useWorkKeys'
import { WorkScreen } from './WorkScreen'
import { WriteOffDialog } from './WriteOffDialog'

interface Props {
  account: AccountHead
  /** Grows when a run has ended: lines then stand differently. */
  runs: number
  onChanged: () => void
}

type Asking =
  | { what: 'reject' | 'undo'; group: Group }
  | { what: 'writeOff' }
  | { what: 'entry' }
  | { what: 'case'; lines: readonly LineRow[] }

/** Reads lines and what settles the chosen one, matches, and goes on to the next. */
export function WorkRoute({ account, runs, onChanged }: Props) {
  const say = useText()
  const phone = usePhone()
  const [{ line: chosen, ...filter }, setAddress] = useAddress(workSearch)
  const { state, source, q, amount, sort, case: caseId } = filter
  const apiFilter = useMemo<ApiFilter>(
    () => ({
      accountId: account.id,
      state: state === 'ALL' ? undefined : state ? [state] : [...waitingStates],
      source: source && [source],
      text: q,
      amount: amount ? { gte: amount.replace(/^-/, ''), lte: amount.replace(/^-/, '') } : undefined,
      caseId,
    }),
    [account.id, state, source, q, amount, caseId],
  )
  const { lines, rows, leaving, onMore, reread, patch } = useLines(apiFilter, sort)
  useEffect(() => {
    if (runs > 0) void reread()
  }, [runs, reread])
  const selected = chosen ?? (phone ? undefined : rows[0]?.id)
  const [query, rereadLine] = useQuery({
    query: ReconLineDocument,
    variables: { id: selected ?? '' },
    pause: !selected,
    requestPolicy: 'cache-and-network',
  })
  const read = loaded(query, ({ node }) => asType(node, 'Line'))
  // While the next line is read, the query still holds the one before.
  const detail = read.state === 'ready' && read.data.id !== selected ? ({ state: 'loading' } as const) : read
  const line = selected && detail.state === 'ready' ? detail.data : undefined

  const command = useCommand()
  const { clear } = command
  const [picked, setPicked] = useState<readonly LineRow[]>([])
  const [asking, setAsking] = useState<Asking>()
  const changed = useCallback(
    (after: LineRow[]) => {
      patch(after)
      const ids = new Set(after.map(({ id }) => id))
      setPicked((before) => before.filter(({ id }) => !ids.has(id)))
      rereadLine({ requestPolicy: 'network-only' })
      onChanged()
    },
    [patch, rereadLine, onChanged],
  )
  const matching = useMatching({ command, accountId: account.id, onChanged: changed })
  const onSelect = useCallback(
    (id?: string) => {
      clear()
      setAddress({ line: id }, !phone)
    },
    [clear, setAddress, phone],
  )
  const onPick = useCallback(
    (row: LineRow) =>
      setPicked((before) =>
        before.some(({ id }) => id === row.id) ? before.filter(({ id }) => id !== row.id) : [...before, row],
      ),
    [],
  )
  // The one below, or above at the end. Lines that went with it are passed over.
  const goOn = (settled: readonly { id: string }[]) => {
    const gone = new Set([...settled.map(({ id }) => id), ...leaving])
    const at = rows.findIndex(({ id }) => id === selected)
    const next =
      rows.slice(at + 1).find(({ id }) => !gone.has(id)) ??
      rows.slice(0, at).findLast(({ id }) => !gone.has(id))
    onSelect(next?.id)
  }
  const match = permitOf(account.can, 'RECON_MATCH')
  const difference = differenceOf(picked)
  const acts = {
    onAccept: (of: LineRow, candidate: { lines: LineRow[] }) => {
      const all = [of, ...candidate.lines]
      void matching.match(all, nameOf(of)).then((done) => done && goOn(all))
    },
    onAcceptGroup: (group: Group) =>
      void matching
        .accept(group, nameOf(group.lines[0] ?? emptyLine))
        .then((done) => done && goOn(group.lines)),
    onMatch: () =>
      void matching.match(picked, nameOf(picked[0] ?? emptyLine)).then((done) => done && goOn(picked)),
  }
  // What is picked, else the chosen line; both with what a run thinks settles them is for the person to pick.
  const putAside = picked.length > 0 ? picked : line ? [line] : []
  const onCase = () => {
    if (putAside.length > 0) setAsking({ what: 'case', lines: putAside })
  }
  useWorkKeys({
    ...acts,
    onCase,
    rows,
    leaving,
    selected,
    onSelect,
    line,
    match,
    busy: command.busy,
    picked,
    onPick,
    onUndo: matching.undoLast,
    onClear: () => setPicked([]),
    onNothing: () =>
      void showToast({
        id: 'no-best',
        message: say('work.noBest'),
        lastsMs: 5_000,
        closeLabel: say('action.close'),
      }),
  })
  const close = () => {
    clear()
    setAsking(undefined)
  }
  const openCase = async (of: readonly LineRow[], category: string, note: string) => {
    const lineIds = of.map(({ id }) => id)
    const done = await command.run(OpenCaseDocument, { accountId: account.id, lineIds, category, note })
    if (!done) return
    close()
    const opened = done.openCase.case
    changed(opened.lines)
    setPicked([])
    void showToast({
      id: 'case',
      message: (
        <a href={`/cases/${encodeURIComponent(opened.id)}`} style={{ color: 'inherit' }}>
          {say('work.caseOpened', { case: opened.key })}
        </a>
      ),
      lastsMs: 10_000,
      closeLabel: say('action.close'),
    })
  }
  return (
    <>
      <WorkScreen
        {...acts}
        sources={account.sources}
        currency={account.currency}
        lines={lines}
        onMore={onMore}
        filter={filter}
        onFilter={(next) =>
          setAddress(
            {
              state: undefined,
              source: undefined,
              q: undefined,
              amount: undefined,
              sort: undefined,
              case: undefined,
              ...next,
              line: undefined,
            },
            true,
          )
        }
        selected={selected}
        onSelect={onSelect}
        leaving={leaving}
        detail={selected ? detail : undefined}
        match={match}
        mayWriteOff={match.allowed}
        busy={command.busy}
        problem={asking ? undefined : command.problem}
        picked={picked}
        onPick={onPick}
        onReject={(group) => setAsking({ what: 'reject', group })}
        onUndo={(group) => setAsking({ what: 'undo', group })}
        onWriteOff={() => setAsking({ what: 'writeOff' })}
        onEntry={
          permitOf(account.can, 'RECON_WRITE_OFF').allowed ? () => setAsking({ what: 'entry' }) : undefined
        }
        onCase={onCase}
        onClear={() => setPicked([])}
        onRetry={() => {
          void reread()
          rereadLine({ requestPolicy: 'network-only' })
        }}
      />
      {asking?.what === 'writeOff' && difference !== undefined && (
        <WriteOffDialog
          difference={{ amount: difference, currency: account.currency }}
          busy={command.busy}
          problem={command.problem}
          onClose={close}
          onMatch={(reasonCode, note) =>
            void matching
              .match(picked, nameOf(picked[0] ?? emptyLine), { reasonCode, note })
              .then((done) => done && close())
          }
        />
      )}
      {asking?.what === 'entry' && (
        <ProposeRoute
          account={account}
          lines={picked}
          onClose={close}
          onProposed={() => {
            close()
            setPicked([])
            void reread()
            onChanged()
          }}
        />
      )}
      {asking?.what === 'case' && (
        <OpenCaseDialog
          lines={asking.lines}
          busy={command.busy}
          problem={command.problem}
          onClose={close}
          onOpen={(category, note) => void openCase(asking.lines, category, note)}
        />
      )}
      {asking?.what === 'reject' && (
        <CommentDialog
          title={say('rejectMatch.title')}
          text={say('rejectMatch.text')}
          doLabel={say('work.reject')}
          needed
          busy={command.busy}
          problem={command.problem}
          onClose={close}
          onGive={(reason) =>
            void matching.reject(asking.group, reason ?? '').then((done) => done && close())
          }
        />
      )}
      {asking?.what === 'undo' && (
        <Undo
          group={asking.group}
          busy={command.busy}
          problem={command.problem}
          onClose={close}
          onUndo={(group, reason) => void matching.undo(group, reason).then((done) => done && close())}
        />
      )}
    </>
  )
}

const emptyLine = { counterparty: null, text: '', reference: null } as LineRow

function Undo({
  group,
  onUndo,
  ...dialog
}: {
  group: Group
  onUndo: (group: { id: string; version: number }, reason: string) => void
} & Pick<Parameters<typeof UndoDialog>[0], 'busy' | 'problem' | 'onClose'>) {
  const [query] = useQuery({
    query: UndoEffectDocument,
    variables: { id: group.id },
    requestPolicy: 'network-only',
  })
  const found = loaded(query, ({ node }) => asType(node, 'MatchGroup'))
  return (
    <UndoDialog
      {...dialog}
      subject={nameOf(group.lines[0] ?? emptyLine)}
      effect={found.state === 'ready' ? { state: 'ready', data: found.data.undoEffect } : found}
      onUndo={(reason) => onUndo(group, reason)}
    />
  )
}
