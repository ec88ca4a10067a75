import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import type { PlacePartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'

type Place = Pick<PlacePartsFragment, 'code'>

const shownAtMost = 4

/** Names where a right holds, in the viewer's language: "DE01, CZ01 and the group itself", long lists cut to four. */
export function useWhere(): (entities: readonly Place[], group: boolean, whole?: boolean) => string {
  const { locale } = useIntl()
  const say = useText()
  return useCallback(
    (entities, group, whole = false) => {
      const names = [...entities.map(({ code }) => code), ...(group ? [say('where.group')] : [])]
      if (names.length === 0) return say('where.none')
      const list = (some: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(some)
      const more = names.length - shownAtMost
      if (whole || more <= 1) return list(names)
      return say('where.more', { shown: names.slice(0, shownAtMost).join(', '), count: more })
    },
    [locale, say],
  )
}
