import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHelpCircle, IconSearch } from '@tabler/icons-react'
import type { JobPartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { EntityMenu, type EntityChoice } from './EntityMenu'
import styles from './Header.module.css'
import { JobsTray } from './JobsTray'
import { UserMenu, type UserMenuProps } from './UserMenu'

export interface HeaderProps extends UserMenuProps {
  entities: EntityChoice[]
  /** Code of the entity that lists are narrowed to. */
  entity?: string
  onEntity: (code?: string) => void
  jobs: JobPartsFragment[]
  onSearch: () => void
  onHelp: () => void
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent)

/** The head of every page: where, search, help, work under way, who. */
export function Header({ entities, entity, onEntity, jobs, onSearch, onHelp, ...user }: HeaderProps) {
  const say = useText()
  return (
    <header className={styles.root}>
      <a href="/inbox" className={styles.brand}>
        <img src="/favicon.svg" alt="" width={20} height={20} />
        <span>Countersign</span>
      </a>
      <EntityMenu entities={entities} entity={entity} onEntity={onEntity} />
      <button type="button" className={styles.search} onClick={onSearch}>
        <IconSearch size={15} stroke={2} aria-hidden />
        <span className={styles.searchText}>{say('frame.search')}</span>
        <kbd className={styles.searchKey} aria-hidden>
          {isMac ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      <div className={styles.end}>
        <Tooltip label={say('frame.help')}>
          <ActionIcon onClick={onHelp} aria-label={say('frame.help')} className={styles.help}>
            <IconHelpCircle size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        <JobsTray jobs={jobs} />
        <UserMenu {...user} />
      </div>
    </header>
  )
}
