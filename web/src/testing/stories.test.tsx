import { act, render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { findings } from './axe'
import { Shell } from './Shell'
import { stories } from './stories'

test('every screen tells its states', () => {
  const areas = new Set(stories.map(({ id }) => id.split('/')[0]))
  expect([...areas]).toEqual([
    'frame',
    'inbox',
    'invoice',
    'invoices',
    'newinvoice',
    'notfound',
    'signin',
    'start',
    'supplier',
    'suppliers',
    'upload',
  ])
})

test.each(stories)('$id has nothing that axe finds', async ({ Component }) => {
  render(
    <Shell>
      <Component />
    </Shell>,
  )
  // Dialogs and the palette open in an effect.
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
  expect(document.body.textContent).not.toBe('')
  expect(await findings(document.body)).toEqual([])
})
