import { fireEvent, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { useKeys } from './useKeys'

function Page({ act, jump }: { act: () => void; jump?: () => void }) {
  useKeys({ a: act, 'g i': jump })
  return <input aria-label="Field" />
}

test('a letter acts, but not while a field is typed in', async () => {
  const act = vi.fn()
  const { getByLabelText } = render(<Page act={act} />)
  await userEvent.keyboard('a')
  expect(act).toHaveBeenCalledTimes(1)
  await userEvent.type(getByLabelText('Field'), 'a')
  expect(act).toHaveBeenCalledTimes(1)
})

test('letters with a modifier belong to the browser', async () => {
  const act = vi.fn()
  render(<Page act={act} />)
  await userEvent.keyboard('{Control>}a{/Control}')
  expect(act).not.toHaveBeenCalled()
})

test('a letter of another script acts by its place on the keyboard', () => {
  const act = vi.fn()
  render(<Page act={act} />)
  fireEvent.keyDown(window, { key: 'ش', code: 'KeyA' })
  expect(act).toHaveBeenCalledTimes(1)
  fireEvent.keyDown(window, { key: 'q', code: 'KeyA' })
  expect(act).toHaveBeenCalledTimes(1)
})

test('two letters make a jump', async () => {
  const jump = vi.fn()
  render(<Page act={vi.fn()} jump={jump} />)
  await userEvent.keyboard('i')
  await userEvent.keyboard('gi')
  expect(jump).toHaveBeenCalledTimes(1)
})

test('the key that closes a menu does nothing else', async () => {
  const back = vi.fn()
  function Menu() {
    const [open, setOpen] = useState(true)
    useKeys({ Escape: back })
    return open && <div role="menu" tabIndex={0} onKeyDown={() => setOpen(false)} aria-label="Menu" />
  }
  const { getByRole, queryByRole } = render(<Menu />)
  getByRole('menu').focus()
  await userEvent.keyboard('{Escape}')
  expect(queryByRole('menu')).toBeNull()
  expect(back).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  expect(back).toHaveBeenCalledTimes(1)
})

test('switched off, letters do nothing', async () => {
  localStorage.setItem('countersign.keys', 'false')
  const act = vi.fn()
  render(<Page act={act} />)
  await userEvent.keyboard('a')
  expect(act).not.toHaveBeenCalled()
})
