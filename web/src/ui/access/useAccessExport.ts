import { useCallback } from 'react'
import type { AccessRowFragment } from '~/api/documents'
import type { Table } from '~/format/csv'
import { useLabel, useText } from '~/i18n/useText'
import { useWaySentences } from './Ways'
import { useWhere } from './useWhere'

/** A function that writes rows of access as a table for a file: a line for each way. */
export function useAccessExport(): (rows: readonly AccessRowFragment[]) => Table {
  const say = useText()
  const label = useLabel()
  const where = useWhere()
  const sentences = useWaySentences()
  return useCallback(
    (rows) => ({
      columns: [
        say('access.person'),
        say('access.action'),
        say('access.where'),
        say('access.limit'),
        say('explorer.currency'),
        say('access.way'),
        say('access.uses'),
        say('access.lastUse'),
        say('access.conflicts'),
      ],
      rows: rows.flatMap(({ user, action, paths, uses, lastUsedAt, conflicts }) =>
        paths.map((way) => [
          user.name,
          label('act', action),
          where(way.entities, way.group, true),
          way.limit?.amount,
          way.limit?.currency,
          sentences(way).join(' '),
          uses,
          lastUsedAt,
          conflicts.map(({ rule }) => rule.key).join(' '),
        ]),
      ),
    }),
    [say, label, where, sentences],
  )
}
