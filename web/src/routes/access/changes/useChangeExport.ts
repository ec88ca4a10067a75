import { useCallback } from 'react'
import type { ChangeRowFragment } from '~/api/documents'
import type { Table } from '~/format/csv'
import { useLabel, useText } from '~/i18n/useText'

/** A function that writes changes of access as a table for a file. */
export function useChangeExport(): (rows: readonly ChangeRowFragment[]) => Table {
  const say = useText()
  const label = useLabel()
  return useCallback(
    (rows) => ({
      columns: [
        say('change.what'),
        say('change.kind'),
        say('change.state'),
        say('access.person'),
        say('record.reason'),
        say('grant.asked'),
        say('change.askedAt'),
        say('change.decidedBy'),
        say('log.at'),
        say('change.comment'),
        say('change.made'),
      ],
      rows: rows.map((change) => [
        change.title,
        label('changeKind', change.kind),
        label('changeState', change.state),
        change.user?.name,
        change.reason,
        change.requestedBy.name,
        change.requestedAt,
        change.decidedBy?.name,
        change.decidedAt,
        change.comment,
        change.rulebook,
      ]),
    }),
    [say, label],
  )
}
