import { useCallback } from 'react'
import type { ConflictRowFragment } from '~/api/documents'
import type { Table } from '~/format/csv'
import { useLabel, useText } from '~/i18n/useText'
import { useWhere } from './useWhere'

/** A function that writes conflicts as a table for a file. */
export function useConflictExport(): (rows: readonly ConflictRowFragment[]) => Table {
  const say = useText()
  const label = useLabel()
  const where = useWhere()
  return useCallback(
    (rows) => ({
      columns: [
        say('access.person'),
        say('conflicts.rule'),
        say('rule.name'),
        say('conflicts.risk'),
        say('conflicts.kind'),
        say('conflicts.state'),
        say('access.where'),
        say('conflicts.since'),
        say('conflicts.column.acts'),
        say('conflicts.money'),
        say('explorer.currency'),
        say('mitigation.control'),
        say('mitigation.owner'),
        say('mitigation.until'),
      ],
      rows: rows.map(({ user, rule, mitigation, ...row }) => [
        user.name,
        rule.key,
        rule.name,
        label('risk', rule.risk),
        label('conflictKind', row.kind),
        label('conflictState', row.state),
        where(row.entities, row.entities.length === 0, true),
        row.since,
        row.acts,
        row.exposure?.amount,
        row.exposure?.currency,
        mitigation?.control,
        mitigation?.owner.name,
        mitigation?.until,
      ]),
    }),
    [say, label, where],
  )
}
