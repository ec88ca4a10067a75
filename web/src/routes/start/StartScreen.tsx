import { Loader } from '@mantine/core'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { ProblemNotice } from '~/ui/Notice'

interface Props {
  problem?: Problem
  onRetry: () => void
}

/** Before anything is known: the console asks who is there. */
export function StartScreen({ problem, onRetry }: Props) {
  const say = useText()
  return (
    <main style={{ display: 'grid', placeItems: 'center', minHeight: '100dvh' }}>
      <h1 style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>
        Countersign
      </h1>
      {problem ? (
        <ProblemNotice problem={problem} onRetry={onRetry} />
      ) : (
        <Loader size="sm" type="dots" role="status" aria-label={say('start.loading')} />
      )}
    </main>
  )
}
