import { useCallback } from 'react'
import type { GrantPartsFragment } from '~/api/documents'
import type { Table } from '~/format/csv'
import { useText } from '~/i18n/useText'
import { useWhere } from '~/ui/access/useWhere'

/** A function that writes grants as a table for a file. */
export function useGrantExport(): (grants: readonly GrantPartsFragment[]) => Table {
  const say = useText()
  const where = useWhere()
  return useCallback(
    (grants) => ({
      columns: [
        say('access.person'),
        say('roles.name'),
        say('access.where'),
        say('access.limit'),
        say('explorer.currency'),
        say('grant.from'),
        say('grant.to'),
        say('grant.asked'),
        say('grant.agreed'),
        say('record.reason'),
        say('grant.recorded'),
      ],
      rows: grants.map(({ user, role, entities, group, limit, validFrom, validTo, record }) => [
        user.name,
        role.name,
        where(entities, group, true),
        limit?.amount,
        limit?.currency,
        validFrom,
        validTo,
        record.requestedBy?.name,
        record.approvedBy?.name,
        record.reason,
        record.from,
      ]),
    }),
    [say, where],
  )
}
