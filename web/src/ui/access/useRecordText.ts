import { useCallback } from 'react'
import type { RecordPartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'

type Record = Pick<RecordPartsFragment, 'requestedBy' | 'approvedBy'>

/** A function that says who asked for a row of roles and rules, and who agreed. */
export function useRecordText(): (record: Record) => string {
  const say = useText()
  return useCallback(
    ({ requestedBy, approvedBy }) =>
      requestedBy && approvedBy
        ? say('record.by', { asked: requestedBy.name, agreed: approvedBy.name })
        : requestedBy
          ? say('record.asked', { asked: requestedBy.name })
          : say('record.setUp'),
    [say],
  )
}
