import { act, render, screen } from '@testing-library/react'
import { beforeAll, expect, test } from 'vitest'
import { adviceMessages, AdviceText } from '~/i18n/AdviceText'
import { coding, othersDecided, whoDecides } from '~/testing/fixtures/advice'
import { nothing } from '~/testing/problems'
import { Shell } from '~/testing/Shell'
import { AdviceCard } from './AdviceCard'
import type { Advice } from './model'

beforeAll(() => adviceMessages('en'))

const show = async (advice: Advice) => {
  const card = (
    <Shell>
      <AdviceText>
        <AdviceCard
          advice={advice}
          open={false}
          busy={false}
          onOpen={nothing}
          onAccept={nothing}
          onReject={nothing}
        />
      </AdviceText>
    </Shell>
  )
  await act(async () => void render(card))
  return (await screen.findAllByRole('button')).map(({ textContent }) => textContent)
}

test('what a line is booked on is answered', async () => {
  expect(await show(coding)).toEqual(['Use this coding', 'Turn down', 'Why'])
})

test('who usually decides asks for no answer and says so', async () => {
  expect(await show(whoDecides)).toEqual(['Why'])
  expect(screen.getByText('It needs no answer: the policy asks whom it asks.')).toBeTruthy()
})

test('who decided in the end is told in place of how the advice ran out', async () => {
  expect(await show(othersDecided)).toEqual(['Why'])
  expect(screen.getByText('Somebody else decided')).toBeTruthy()
  expect(screen.queryByText('Ran out')).toBeNull()
})
