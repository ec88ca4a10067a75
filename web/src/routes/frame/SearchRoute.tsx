import { useMantineColorScheme } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { useQuery } from 'urql'
import { SearchDocument } from '~/api/documents'
import { loaded } from '~/api/loaded'
import { DialogText } from '~/i18n/DialogText'
import { useText } from '~/i18n/useText'
import { useSession } from '../session'
import type { NavItem } from './nav'
import { SearchScreen } from './SearchScreen'

interface Props {
  nav: NavItem[]
  onClose: () => void
  onGo: (href: string) => void
}

const leastLetters = 2

/** Finds invoices as one types, and runs what the viewer may do; suspends until its messages are there. */
export function SearchRoute(props: Props) {
  return (
    <DialogText>
      <Search {...props} />
    </DialogText>
  )
}

function Search({ nav, onClose, onGo }: Props) {
  const say = useText()
  const { allowed, signOut } = useSession()
  const { setColorScheme } = useMantineColorScheme()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const pause = wanted.length < leastLetters
  const [query] = useQuery({ query: SearchDocument, variables: { text: wanted }, pause })
  const acts = [
    ...nav.map(({ href, label, icon, key }) => ({
      id: href,
      label: say('search.go', { place: say(label) }),
      icon,
      keys: `g ${key}`,
      run: () => onGo(href),
    })),
    ...(allowed.has('INVOICE_ENTER')
      ? [{ id: 'new', label: say('invoices.new'), run: () => onGo('/invoices/new') }]
      : []),
    { id: 'light', label: say('search.light'), run: () => setColorScheme('light') },
    { id: 'dark', label: say('search.dark'), run: () => setColorScheme('dark') },
    { id: 'out', label: say('frame.signOut'), run: signOut },
  ]
  return (
    <SearchScreen
      text={text}
      onText={setText}
      found={pause ? undefined : loaded(query, (data) => data.search)}
      acts={acts}
      onOpen={(id) => onGo(`/invoices/${encodeURIComponent(id)}`)}
      onClose={onClose}
    />
  )
}
