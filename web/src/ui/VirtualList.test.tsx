import { fireEvent, render } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { VirtualList } from './VirtualList'

const rows = Array.from({ length: 100_000 }, (_, index) => `row ${index}`)

const show = (part: Partial<Parameters<typeof VirtualList<string>>[0]> = {}) => {
  const list = (more: typeof part) => (
    <VirtualList label="Lines" rows={rows} rowKey={(row) => row} rowHeight={36} {...more}>
      {(row) => <span>{row}</span>}
    </VirtualList>
  )
  const shown = render(list(part))
  return { ...shown, again: (more: typeof part) => shown.rerender(list({ ...part, ...more })) }
}

function scrollTo(container: HTMLElement, top: number) {
  const box = container.firstElementChild as HTMLElement
  box.scrollTop = top
  fireEvent.scroll(box)
}

test('of 100,000 rows only those in sight are drawn, each with its place', () => {
  const { container, getByText, queryByText, getAllByRole } = show()
  expect(getAllByRole('listitem').length).toBeLessThan(80)
  scrollTo(container, 50_000 * 36)
  const row = getByText('row 50000').closest('li')
  expect(row?.getAttribute('aria-posinset')).toBe('50001')
  expect(row?.getAttribute('aria-setsize')).toBe('100000')
  expect(row?.style.top).toBe(`${50_000 * 36}px`)
  expect(queryByText('row 0')).toBeNull()
  expect(getAllByRole('listitem').length).toBeLessThan(80)
})

test('the end in sight asks for more, once for each that came', () => {
  const onMore = vi.fn()
  const { container, again } = show({ rows: rows.slice(0, 100), hasMore: true, onMore })
  expect(onMore).not.toHaveBeenCalled()
  scrollTo(container, 80 * 36)
  expect(onMore).toHaveBeenCalledTimes(1)
  again({ rows: rows.slice(0, 110) })
  expect(onMore).toHaveBeenCalledTimes(2)
  again({ rows: rows.slice(0, 400) })
  expect(onMore).toHaveBeenCalledTimes(2)
})

test('a list that became shorter still shows its rows', () => {
  const { container, again, getByText } = show()
  scrollTo(container, 90_000 * 36)
  again({ rows: rows.slice(0, 5) })
  getByText('row 4')
})

test('the current row is brought into sight', () => {
  const { container, again } = show()
  again({ current: 'row 300' })
  expect((container.firstElementChild as HTMLElement).scrollTop).toBeGreaterThan(0)
})
