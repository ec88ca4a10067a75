import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useText } from '~/i18n/useText'
import styles from './Header.module.css'

/** A legal entity to choose. */
export interface EntityChoice {
  id: string
  code: string
  name: string
  base: string
}

interface Props {
  entities: EntityChoice[]
  entity?: string
  onEntity: (code?: string) => void
}

/** Narrows every list to one legal entity, or to none. */
export function EntityMenu({ entities, entity, onEntity }: Props) {
  const say = useText()
  const chosen = entities.find(({ code }) => code === entity)
  const only = entities.length === 1 ? entities[0] : undefined
  if (only) return <span className={`${styles.menuButton} ${styles.quiet}`}>{only.code}</span>
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={styles.menuButton}>
          <span>
            {chosen ? `${chosen.code} ${chosen.name}` : say('frame.allEntities', { count: entities.length })}
          </span>
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
        <Menu.Label>{say('frame.entity')}</Menu.Label>
        <Menu.Item
          onClick={() => onEntity(undefined)}
          rightSection={!chosen && <IconCheck size={14} aria-hidden />}
        >
          {say('frame.allEntities', { count: entities.length })}
        </Menu.Item>
        {entities.map(({ id, code, name, base }) => (
          <Menu.Item
            key={id}
            onClick={() => onEntity(code)}
            rightSection={code === entity && <IconCheck size={14} aria-hidden />}
          >
            {code} {name} <span className={styles.quiet}>{base}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
