import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { FixedNow } from '~/format/useFormats'
import { LocaleProvider } from '~/i18n/LocaleProvider'
import { resolveVariables, theme } from '~/theme'

/** The instant at which every story and test takes place. */
export const now = new Date('2026-11-24T09:30:00Z')

interface Props {
  locale?: string
  scheme?: 'light' | 'dark'
  children: ReactNode
}

/** What a screen needs around it to be shown without the console. */
export function Shell({ locale = 'en', scheme = 'light', children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      forceColorScheme={scheme}
      env={import.meta.env.MODE === 'test' ? 'test' : 'default'}
    >
      <LocaleProvider locale={locale}>
        <FixedNow value={now}>{children}</FixedNow>
      </LocaleProvider>
    </MantineProvider>
  )
}
