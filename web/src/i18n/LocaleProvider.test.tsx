import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useFormats } from '~/format/useFormats'
import { LocaleProvider } from './LocaleProvider'
import { localeOf } from './locales'
import { useText } from './useText'

function Page() {
  const say = useText()
  const formats = useFormats()
  const amount = formats.money({ amount: '-12400.00', currency: 'EUR' })
  return (
    <>
      <p>{say('nav.inbox')}</p>
      <p data-testid="message">{say('undo.approved', { title: 'RE-20931' })}</p>
      <p data-testid="amount">{amount}</p>
    </>
  )
}

// The catalogue is there before: how long a busy machine takes to read it is none of what is shown here.
const show = async (locale: string) => {
  await localeOf(locale).load()
  render(
    <LocaleProvider locale={locale}>
      <Page />
    </LocaleProvider>,
  )
}

test('Arabic runs from right to left, and what is quoted in it keeps its own direction', async () => {
  await show('ar')
  expect(document.documentElement.dir).toBe('ltr')
  await screen.findByText('الوارد')
  expect(document.documentElement.lang).toBe('ar')
  expect(document.documentElement.dir).toBe('rtl')
  expect(screen.getByTestId('message').textContent).toBe('اعتُمدت: \u2068RE-20931\u2069')
  expect(screen.getByTestId('amount').textContent).toMatch(/^\u2066.*12,400\.00\u00a0EUR\u2069$/)
})

test('Japanese runs from left to right with nothing between the words', async () => {
  await show('ja')
  await screen.findByText('受信トレイ')
  expect(document.documentElement.dir).toBe('ltr')
  expect(screen.getByTestId('message').textContent).toBe('承認しました：RE-20931')
  expect(screen.getByTestId('amount').textContent).toBe('\u221212,400.00\u00a0EUR')
})
