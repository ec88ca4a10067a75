import { useCallback } from 'react'
import type { ItemAct } from '~/ui/item/verdict'
import {
  PostItemDocument,
  ReversePostingDocument,
  SubmitItemDocument,
  WithdrawItemDocument,
} from './documents'
import type { Command } from './useCommand'

/** Acts that need nothing but perhaps a reason. */
export type PlainAct = Exclude<ItemAct, 'edit' | 'code'>

const documents = {
  submit: SubmitItemDocument,
  withdraw: WithdrawItemDocument,
  post: PostItemDocument,
  reverse: ReversePostingDocument,
}

/** Acts that ask for a reason first. */
export const asksReason = (act: PlainAct): act is 'withdraw' | 'reverse' =>
  act === 'withdraw' || act === 'reverse'

/** Runs an act on an invoice; true when it was done. */
export function useItemActs({ run }: Command) {
  return useCallback(
    async (act: PlainAct, item: { id: string; version: number }, reason?: string): Promise<boolean> => {
      const input = { id: item.id, version: item.version, reason }
      switch (act) {
        case 'submit':
          return (await run(documents.submit, input)) !== undefined
        case 'withdraw':
          return (await run(documents.withdraw, input)) !== undefined
        case 'post':
          return (await run(documents.post, input)) !== undefined
        case 'reverse':
          return (await run(documents.reverse, input)) !== undefined
      }
    },
    [run],
  )
}
