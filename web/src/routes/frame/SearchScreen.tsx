import '@mantine/spotlight/styles.css'
import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { IconBolt, IconFileInvoice, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SearchQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark } from '~/ui/Mark'
import { stateTone } from '~/ui/tones'
import type { NavItem } from './nav'
import styles from './SearchScreen.module.css'

/** Something that can be run from the palette. */
export interface Act {
  id: string
  label: string
  icon?: NavItem['icon']
  keys?: string
  run: () => void
}

export interface SearchProps {
  text: string
  onText: (text: string) => void
  /** Absent while too little is typed. */
  found?: Loaded<SearchQuery['search']>
  acts: Act[]
  onOpen: (id: string) => void
  onClose: () => void
}

/** The palette: invoices by number, key, supplier or amount, and what can be run. */
export function SearchScreen({ text, onText, found, acts, onOpen, onClose }: SearchProps) {
  const say = useText()
  const label = useLabel()
  const [[store, spotlight]] = useState(() => createSpotlight())
  useEffect(() => spotlight.open(), [spotlight])
  const words = text.trim().toLocaleLowerCase()
  const shown = acts.filter((act) => act.label.toLocaleLowerCase().includes(words))
  const invoices = found?.state === 'ready' ? found.data : []
  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={onText}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={440}
      clearQueryOnClose={false}
      attributes={{ content: { 'aria-label': say('frame.search') } }}
    >
      <Spotlight.Search
        placeholder={say('search.placeholder')}
        aria-label={say('search.placeholder')}
        leftSection={<IconSearch size={17} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {invoices.length > 0 && (
          <Spotlight.ActionsGroup label={say('nav.invoices')}>
            {invoices.map((invoice) => (
              <Spotlight.Action key={invoice.id} onClick={() => onOpen(invoice.id)}>
                <span className={styles.row}>
                  <IconFileInvoice size={16} stroke={1.75} aria-hidden />
                  <span className={styles.title}>
                    <b>{invoice.sellerName}</b> {invoice.number}{' '}
                    <span className={styles.quiet}>{invoice.key}</span>
                  </span>
                  <Mark tone={stateTone(invoice.state)} plain>
                    {label('state', invoice.state)}
                  </Mark>
                  <Amount money={invoice.gross} />
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shown.length > 0 && (
          <Spotlight.ActionsGroup label={say('search.acts')}>
            {shown.map(({ id, label: name, icon: Icon = IconBolt, keys, run }) => (
              <Spotlight.Action key={id} onClick={run}>
                <span className={styles.row}>
                  <Icon size={16} stroke={1.75} aria-hidden />
                  <span className={styles.title}>{name}</span>
                  {keys && <kbd className={styles.quiet}>{keys}</kbd>}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {invoices.length === 0 && shown.length === 0 && (
          <Spotlight.Empty>
            {found?.state === 'loading'
              ? say('search.loading')
              : found?.state === 'problem'
                ? found.problem.message || say('problem.failed')
                : say('search.nothing')}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
