import { Button } from '@mantine/core'
import { useText } from '~/i18n/useText'
import { EmptyNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const say = useText()
  return (
    <Page title={say('notFound.title')}>
      <EmptyNotice kind="nothing" title={say('notFound.text')}>
        <Button component="a" href="/inbox">
          {say('notFound.toInbox')}
        </Button>
      </EmptyNotice>
    </Page>
  )
}
