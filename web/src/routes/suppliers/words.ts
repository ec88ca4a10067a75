import { useMemo } from 'react'
import { useIntl } from 'react-intl'
import type { SupplierStatus } from '~/api/documents'
import type { Tone } from '~/ui/Mark'

export function statusTone(status: SupplierStatus): Tone {
  switch (status) {
    case 'ACTIVE':
      return 'done'
    case 'BLOCKED':
      return 'blocked'
    case 'ONBOARDING':
      return 'wait'
    default:
      return 'draft'
  }
}

/** A function that names a country (ISO 3166-1 alpha-2) in the viewer's language. */
export function useCountryName(): (code: string) => string {
  const { locale } = useIntl()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' })
    return (code) => {
      try {
        return names.of(code) ?? code
      } catch {
        return code
      }
    }
  }, [locale])
}
