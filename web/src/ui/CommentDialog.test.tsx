import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { LocaleProvider } from '~/i18n/LocaleProvider'
import { CommentDialog } from './CommentDialog'

test('what the server would refuse for its length is not sent, and the dialog says how long it must be', () => {
  const onGive = vi.fn()
  render(
    <LocaleProvider locale="en">
      <MantineProvider env="test">
        <CommentDialog
          title="Use"
          doLabel="Ask"
          needed
          least={10}
          most={2000}
          onClose={() => {}}
          onGive={onGive}
        />
      </MantineProvider>
    </LocaleProvider>,
  )
  const words = screen.getByLabelText(/In your words/) as HTMLTextAreaElement
  expect(words.maxLength).toBe(2000)
  fireEvent.change(words, { target: { value: '  too short ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Ask' }))
  expect(onGive).not.toHaveBeenCalled()
  expect(screen.getByText('Say why, in at least 10 letters.')).toBeTruthy()
  fireEvent.change(words, { target: { value: '  long enough ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Ask' }))
  expect(onGive).toHaveBeenCalledWith('long enough')
})
