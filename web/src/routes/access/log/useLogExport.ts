import { useCallback } from 'react'
import type { LogRowFragment } from '~/api/documents'
import type { Table } from '~/format/csv'
import { useText } from '~/i18n/useText'

/** A function that writes events of the log as a table for a file. */
export function useLogExport(): (rows: readonly LogRowFragment[]) => Table {
  const say = useText()
  return useCallback(
    (rows) => ({
      columns: [
        say('log.seq'),
        say('log.at'),
        say('log.who'),
        say('log.for'),
        say('log.what'),
        say('log.kind'),
        say('log.command'),
        say('log.subject'),
        say('log.authority'),
        say('record.reason'),
        say('log.changes'),
        say('problem.request'),
      ],
      rows: rows.map((event) => [
        event.seq,
        event.at,
        event.actor.name,
        event.onBehalfOf?.name,
        event.text,
        event.kind,
        event.command,
        event.subject,
        event.authority,
        event.reason,
        event.changes
          .map(({ path, before, after }) => `${path}: ${before ?? '–'} → ${after ?? '–'}`)
          .join('; '),
        event.requestId,
      ]),
    }),
    [say],
  )
}
