import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { ambiguous, detail, lines, suggested, suggestion } from '~/testing/fixtures/recon'
import { useWorkKeys } from './useWorkKeys'

type Given = Parameters<typeof useWorkKeys>[0]

async function press(keys: string, part: Partial<Given> = {}) {
  const given = {
    rows: lines,
    leaving: new Set<string>(),
    selected: 'l1',
    onSelect: vi.fn(),
    line: detail,
    match: { allowed: true },
    picked: [],
    onPick: vi.fn(),
    onAccept: vi.fn(),
    onAcceptGroup: vi.fn(),
    onMatch: vi.fn(),
    onCase: vi.fn(),
    onClear: vi.fn(),
    onUndo: vi.fn(),
    onNothing: vi.fn(),
    ...part,
  } satisfies Given
  function Page() {
    useWorkKeys(given)
    return null
  }
  const { unmount } = render(<Page />)
  await userEvent.keyboard(keys)
  unmount()
  return given
}

const [bank, , , , book] = lines
const even = [bank, book].filter((row) => row !== undefined)

test('j and k move, and pass over lines on their way out', async () => {
  expect((await press('j', { leaving: new Set(['l2']) })).onSelect).toHaveBeenCalledWith('l3')
  expect((await press('k', { selected: 'l2' })).onSelect).toHaveBeenCalledWith('l1')
  expect((await press('k')).onSelect).not.toHaveBeenCalled()
})

test('x picks the chosen line', async () => {
  expect((await press('x')).onPick).toHaveBeenCalledWith(bank)
})

test('Enter accepts the best candidate', async () => {
  const { onAccept } = await press('{Enter}')
  expect(onAccept).toHaveBeenCalledWith(detail, detail.candidates[0])
})

test('Enter never chooses between two that are equally good, a digit does', async () => {
  const entered = await press('{Enter}', { line: ambiguous })
  expect(entered.onAccept).not.toHaveBeenCalled()
  expect(entered.onNothing).toHaveBeenCalledTimes(1)
  const { onAccept } = await press('2', { line: ambiguous })
  expect(onAccept).toHaveBeenCalledWith(ambiguous, ambiguous.candidates[1])
})

test('a digit does not accept what leaves something over', async () => {
  const { onAccept, onNothing } = await press('3', { line: ambiguous })
  expect(onAccept).not.toHaveBeenCalled()
  expect(onNothing).toHaveBeenCalledTimes(1)
})

test('Enter accepts what a run suggests', async () => {
  expect((await press('{Enter}', { line: suggested })).onAcceptGroup).toHaveBeenCalledWith(suggestion)
})

test('m matches what is picked only while it is even', async () => {
  expect((await press('m', { picked: even })).onMatch).toHaveBeenCalledTimes(1)
  expect((await press('m', { picked: even.slice(0, 1) })).onMatch).not.toHaveBeenCalled()
})

test('c opens a case, u takes back, Escape drops what is picked', async () => {
  const { onCase, onUndo, onClear } = await press('cu{Escape}', { picked: even })
  expect(onCase).toHaveBeenCalledTimes(1)
  expect(onUndo).toHaveBeenCalledTimes(1)
  expect(onClear).toHaveBeenCalledTimes(1)
})

test('who may not match only moves', async () => {
  const { onAccept, onCase, onMatch, onSelect } = await press('j{Enter}1mc', {
    match: { allowed: false, why: 'No role.' },
    picked: even,
  })
  expect(onSelect).toHaveBeenCalledWith('l2')
  for (const act of [onAccept, onCase, onMatch]) expect(act).not.toHaveBeenCalled()
})
