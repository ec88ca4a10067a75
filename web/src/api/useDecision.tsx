import { useCallback } from 'react'
import { useText } from '~/i18n/useText'
import { hideToast, showToast } from '~/ui/toast'
import { UndoToast } from '~/ui/UndoToast'
import {
  DecideTaskDocument,
  type DecideTaskMutation,
  type DecisionKind,
  UndoDecisionDocument,
} from './documents'
import type { Command } from './useCommand'

/** What is decided, on which task. */
export interface Decided {
  task: { id: string; version: number; onBehalfOf: { id: string } | null }
  outcome: DecisionKind
  reasonCode?: string
  comment?: string
  /** For the toast: whose invoice. */
  title: string
}

// Undo of the last decision, while its toast stands: the key "u" and the toast share it.
let undoLast: (() => void) | undefined

/** Takes back the last decision, while that is offered. */
export const undo = () => undoLast?.()

const toastId = 'undo'
const undoMs = 10_000

/** Decides tasks, and offers for 10 s to take it back. `onUndone` gets the task's id. */
export function useDecision(command: Command, onUndone?: (taskId: string) => void) {
  const say = useText()
  const { run } = command
  return useCallback(
    async ({
      task,
      outcome,
      reasonCode,
      comment,
      title,
    }: Decided): Promise<DecideTaskMutation['decideTask'] | undefined> => {
      const answer = await run(DecideTaskDocument, {
        id: task.id,
        version: task.version,
        outcome,
        onBehalfOfId: task.onBehalfOf?.id,
        reasonCode,
        comment,
      })
      if (!answer) return undefined
      const done = answer.decideTask
      const back = async () => {
        undoLast = undefined
        void hideToast(toastId)
        const undone = await run(UndoDecisionDocument, { id: done.task.id, version: done.task.version })
        void showToast({
          message: say(undone ? 'undo.done' : 'undo.failed', { title }),
          failed: !undone,
          lastsMs: 6_000,
          closeLabel: say('action.close'),
        })
        if (undone) onUndone?.(task.id)
      }
      const mine = () => void back()
      undoLast = mine
      void showToast({
        id: toastId,
        message: (
          <UndoToast
            text={say(
              `undo.${outcome === 'APPROVE' ? 'approved' : outcome === 'RETURN' ? 'returned' : 'rejected'}`,
              { title },
            )}
            onUndo={undo}
          />
        ),
        lastsMs: undoMs,
        closeLabel: say('action.close'),
        onClose: () => {
          if (undoLast === mine) undoLast = undefined
        },
      })
      return done
    },
    [run, say, onUndone],
  )
}
