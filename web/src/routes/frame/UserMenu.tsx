import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useText } from '~/i18n/useText'
import { locales } from '~/i18n/locales'
import { initials } from '~/ui/people'
import { useKeysEnabled } from '~/ui/useKeys'
import styles from './UserMenu.module.css'

export interface UserMenuProps {
  user: { name: string; title: string; email: string }
  /** One of the console's languages. */
  locale: string
  onLocale: (locale: string) => void
  onSignOut: () => void
}

/** Who is signed in, how the console looks and speaks to them, and the way out. */
export function UserMenu({ user, locale, onLocale, onSignOut }: UserMenuProps) {
  const say = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [keys, setKeys] = useKeysEnabled()
  const check = (on: boolean) => on && <IconCheck size={14} aria-hidden />
  return (
    <Menu position="bottom-end" width={272}>
      <Menu.Target>
        <button
          type="button"
          className={styles.button}
          aria-label={say('frame.account', { initials: initials(user.name), name: user.name })}
        >
          {initials(user.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <b>{user.name}</b>
          <span>{user.title}</span>
          <span>{user.email}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{say('frame.appearance')}</Menu.Label>
        <Menu.Item
          leftSection={<IconDeviceDesktop size={15} aria-hidden />}
          rightSection={check(colorScheme === 'auto')}
          onClick={() => setColorScheme('auto')}
        >
          {say('frame.auto')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSun size={15} aria-hidden />}
          rightSection={check(colorScheme === 'light')}
          onClick={() => setColorScheme('light')}
        >
          {say('frame.light')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMoon size={15} aria-hidden />}
          rightSection={check(colorScheme === 'dark')}
          onClick={() => setColorScheme('dark')}
        >
          {say('frame.dark')}
        </Menu.Item>
        <Menu.Label>{say('frame.language')}</Menu.Label>
        {locales.map(({ id, name }) => (
          <Menu.Item key={id} lang={id} rightSection={check(id === locale)} onClick={() => onLocale(id)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item rightSection={check(keys)} onClick={() => setKeys(!keys)} closeMenuOnClick={false}>
          {say('frame.keys')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={onSignOut}>
          {say('frame.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
