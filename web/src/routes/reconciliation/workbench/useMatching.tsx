import { useCallback, useRef } from 'react'
import type { Command } from '~/api/useCommand'
import {
  AcceptMatchDocument,
  MatchLinesDocument,
  RejectMatchDocument,
  UndoMatchDocument,
} from '~/api/reconDocuments'
import { useText } from '~/i18n/useText'
import { hideToast, showToast } from '~/ui/toast'
import { UndoToast } from '~/ui/UndoToast'
import type { LineRow } from '../model'

interface Outcome {
  groups: { id: string; version: number }[]
  lines: LineRow[]
}

interface Given {
  command: Command
  accountId: string
  /** Lines as they stand after something was done, or taken back. */
  onChanged: (lines: LineRow[]) => void
}

const toastId = 'undo'
const lastsMs = 10_000

/** Matches lines, decides on proposals and takes matches back; for 10 s the last one can be taken back with one key. */
export function useMatching({ command, accountId, onChanged }: Given) {
  const say = useText()
  const { run } = command
  const last = useRef<() => void>(undefined)

  const offer = useCallback(
    (outcome: Outcome, name: string) => {
      onChanged(outcome.lines)
      const [group] = outcome.groups
      if (!group) return
      const back = async () => {
        last.current = undefined
        void hideToast(toastId)
        const done = await run(UndoMatchDocument, {
          id: group.id,
          version: group.version,
          reason: say('undoMatch.atOnce'),
        })
        if (done) onChanged(done.undoMatch.lines)
        void showToast({
          message: say(done ? 'work.undone' : 'work.undoFailed', { line: name }),
          failed: !done,
          lastsMs: 6_000,
          closeLabel: say('action.close'),
        })
      }
      const mine = () => void back()
      last.current = mine
      void showToast({
        id: toastId,
        message: <UndoToast text={say('work.matched', { line: name })} onUndo={mine} />,
        lastsMs,
        closeLabel: say('action.close'),
        onClose: () => {
          if (last.current === mine) last.current = undefined
        },
      })
    },
    [onChanged, run, say],
  )
  const match = useCallback(
    async (lines: readonly LineRow[], name: string, more?: { reasonCode: string; note: string }) => {
      const done = await run(MatchLinesDocument, { accountId, lineIds: lines.map(({ id }) => id), ...more })
      if (done) offer(done.matchLines, name)
      return done !== undefined
    },
    [accountId, offer, run],
  )
  const accept = useCallback(
    async ({ id, version }: { id: string; version: number }, name: string) => {
      const done = await run(AcceptMatchDocument, { id, version })
      if (done) offer(done.acceptMatch, name)
      return done !== undefined
    },
    [offer, run],
  )
  const reject = useCallback(
    async ({ id, version }: { id: string; version: number }, reason: string) => {
      const done = await run(RejectMatchDocument, { id, version, reason })
      if (done) onChanged(done.rejectMatch.lines)
      return done !== undefined
    },
    [onChanged, run],
  )
  const undo = useCallback(
    async ({ id, version }: { id: string; version: number }, reason: string) => {
      const done = await run(UndoMatchDocument, { id, version, reason })
      if (done) onChanged(done.undoMatch.lines)
      return done !== undefined
    },
    [onChanged, run],
  )
  return { match, accept, reject, undo, undoLast: () => last.current?.() }
}
