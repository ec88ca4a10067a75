import { useCallback } from 'react'
import type { Action } from '~/api/documents'
import { useLabel } from '~/i18n/useText'

const spelledAtMost = 2

/** A function that names a duty in the viewer's language: its actions, or what the API calls it when it has many. */
export function useDutyName(): (duty: { name: string; actions: readonly Action[] }) => string {
  const label = useLabel()
  return useCallback(
    ({ name, actions }) =>
      actions.length === 0 || actions.length > spelledAtMost
        ? name
        : actions.map((action) => label('act', action)).join(' / '),
    [label],
  )
}
