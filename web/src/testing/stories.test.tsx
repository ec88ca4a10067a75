import { act, render, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { accessMessages } from '~/i18n/AccessText'
import { caseMessages } from '~/i18n/CaseText'
import { dialogMessages } from '~/i18n/DialogText'
import { adviceMessages } from '~/i18n/AdviceText'
import { localeOf } from '~/i18n/locales'
import { modelMessages } from '~/i18n/ModelText'
import { reconMessages } from '~/i18n/ReconText'
import { findings } from './axe'
import { Shell } from './Shell'
import { mainScreens } from './mainScreens'
import { stories, type Story } from './stories'

test('every screen tells its states', () => {
  const areas = new Set(stories.map(({ id }) => id.split('/')[0]))
  expect([...areas]).toEqual([
    'access',
    'adjustments',
    'advice',
    'case',
    'cases',
    'certification',
    'changes',
    'clusters',
    'conflicts',
    'emergency',
    'evidence',
    'explorer',
    'feeds',
    'frame',
    'inbox',
    'invoice',
    'invoices',
    'log',
    'model',
    'models',
    'newinvoice',
    'notfound',
    'reconciliation',
    'reviews',
    'roles',
    'rules',
    'runs',
    'signin',
    'start',
    'supplier',
    'suppliers',
    'upload',
    'whatif',
    'workbench',
  ])
})

async function look({ Component }: Story, locale = 'en') {
  // Loaded beforehand, so that what is looked at is the screen and not the wait for it.
  await Promise.all([
    localeOf(locale).load(),
    ...[accessMessages, adviceMessages, caseMessages, dialogMessages, modelMessages, reconMessages].map(
      (load) => load(locale),
    ),
  ])
  render(
    <Shell locale={locale}>
      <Component />
    </Shell>,
  )
  // Dialogs and the palette open in an effect.
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
  await waitFor(() => expect(document.documentElement.lang).toBe(locale))
  expect(document.body.textContent).not.toBe('')
  expect(await findings(document.body)).toEqual([])
}

test.each(stories)('$id has nothing that axe finds', (story) => look(story))

const main = stories.filter(({ id }) => mainScreens.includes(id))

test('the main screens are all told', () => {
  expect(main).toHaveLength(mainScreens.length)
})

describe.each(['ar', 'ja'])('in %s', (locale) => {
  test.each(main)('$id has nothing that axe finds', (story) => look(story, locale))
})
