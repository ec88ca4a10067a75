import { useText } from '~/i18n/useText'
import { EmptyNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { Button } from '@mantine/core'

/** A page that could not be shown: a part of the console that did not load, or a fault of ours. */
export function PageProblem({ error }: { error: unknown }) {
  const say = useText()
  return (
    <Page title={say('problem.failed')}>
      <EmptyNotice
        kind="nothing"
        title={say('problem.page')}
        text={error instanceof Error ? error.message : undefined}
      >
        <Button variant="default" onClick={() => window.location.reload()}>
          {say('action.reload')}
        </Button>
      </EmptyNotice>
    </Page>
  )
}
