import type { ReactNode } from 'react'
import { useText } from '~/i18n/useText'
import styles from './FrameScreen.module.css'
import { Header, type HeaderProps } from './Header'
import { SideNav, TabBar } from './Navigation'
import type { NavItem } from './nav'

interface Props extends HeaderProps {
  nav: NavItem[]
  /** Where the viewer is, a path. */
  path: string
  /** How much waits in a place, by its path: its badge. */
  waiting: Readonly<Record<string, number>>
  narrow: boolean
  onNarrow: (narrow: boolean) => void
  /** A page of one item: on a phone its own bar takes the place of the tabs. */
  single?: boolean
  children: ReactNode
}

/** The frame around every page: header, navigation, content. */
export function FrameScreen({ nav, path, waiting, narrow, onNarrow, single, children, ...header }: Props) {
  const say = useText()
  return (
    <div className={styles.root} data-narrow={narrow || undefined}>
      <a href="#content" className={styles.skip}>
        {say('frame.skip')}
      </a>
      <Header {...header} />
      <SideNav items={nav} path={path} waiting={waiting} narrow={narrow} onNarrow={onNarrow} />
      <main id="content" tabIndex={-1} className={styles.content}>
        {children}
      </main>
      {!single && <TabBar items={nav} path={path} waiting={waiting} />}
    </div>
  )
}
