import { useCallback } from 'react'
import type { WayBriefFragment, WayPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import styles from './Ways.module.css'
import { useWhere } from './useWhere'

/** A way, with or without who granted it. */
export type Way = WayBriefFragment | WayPartsFragment

/** Every way by which somebody may do something, each in plain sentences: role, where, how much, who granted it and why. */
export function Ways({ ways }: { ways: readonly Way[] }) {
  const say = useText()
  const sentences = useWaySentences()
  return (
    <ol className={styles.list}>
      {ways.map((way) => (
        <li key={`${way.grant?.id ?? ''} ${way.sentence}`} className={styles.way}>
          {sentences(way).map((sentence) => (
            <span key={sentence}>
              <bdi>{sentence}</bdi>{' '}
            </span>
          ))}
          {way.grant && (
            <a href={`/access/roles/${encodeURIComponent(way.grant.role.id)}`} className={styles.link}>
              {say('way.roleLink')}
            </a>
          )}
        </li>
      ))}
    </ol>
  )
}

/** A function that tells a way in sentences of the viewer's language, the right first. */
export function useWaySentences(): (way: Way) => string[] {
  const say = useText()
  const formats = useFormats()
  const where = useWhere()
  return useCallback(
    (way) => {
      const place = where(way.entities, way.group, true)
      const told = [
        !way.grant
          ? say('way.house', { where: place })
          : way.limit
            ? say('way.roleLimit', { role: way.roleName, where: place, limit: formats.money(way.limit) })
            : say('way.role', { role: way.roleName, where: place }),
      ]
      if (way.emergency) told.push(say('way.emergency', { ticket: way.emergency }))
      if (way.grant && 'record' in way.grant) {
        const { requestedBy, approvedBy, reason } = way.grant.record
        const day = formats.minute(way.validFrom)
        if (requestedBy && approvedBy)
          told.push(say('way.granted', { day, asked: requestedBy.name, agreed: approvedBy.name }))
        else if (requestedBy) told.push(say('way.asked', { day, asked: requestedBy.name }))
        else told.push(say('way.setUp', { day }))
        if (reason) told.push(say('way.because', { reason }))
      }
      if (way.validTo) told.push(say('way.until', { day: formats.minute(way.validTo) }))
      return told
    },
    [say, formats, where],
  )
}
