import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import styles from './Navigation.module.css'
import type { NavItem } from './nav'

interface Props {
  items: NavItem[]
  path: string
  /** How much waits in a place, by its path. */
  waiting: Readonly<Record<string, number>>
}

const isHere = (path: string, href: string) => path === href || path.startsWith(`${href}/`)

/** The navigation at the side; narrow, it shows icons alone. */
export function SideNav({
  items,
  path,
  waiting,
  narrow,
  onNarrow,
}: Props & { narrow: boolean; onNarrow: (narrow: boolean) => void }) {
  const say = useText()
  const formats = useFormats()
  const Icon = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className={styles.side} aria-label={say('frame.navigation')} data-narrow={narrow || undefined}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <Tooltip label={say(item.label)} position="right" disabled={!narrow}>
              <a
                href={item.href}
                className={styles.item}
                aria-current={isHere(path, item.href) ? 'page' : undefined}
              >
                <item.icon size={17} stroke={1.75} aria-hidden />
                <span className={styles.label}>{say(item.label)}</span>
                {(waiting[item.href] ?? 0) > 0 && (
                  <span className={styles.badge}>
                    {formats.count(waiting[item.href] ?? 0)}
                    <span className={styles.hidden}> {say('frame.waiting')}</span>
                  </span>
                )}
              </a>
            </Tooltip>
          </li>
        ))}
      </ul>
      <ActionIcon
        className={styles.fold}
        onClick={() => onNarrow(!narrow)}
        aria-label={say(narrow ? 'frame.widen' : 'frame.narrow')}
      >
        <Icon size={17} stroke={1.75} className="flip" />
      </ActionIcon>
    </nav>
  )
}

const intoSight = (tab: Element | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** The same places at the foot of a phone; where one is stays in sight when not all of them fit. */
export function TabBar({ items, path, waiting }: Props) {
  const say = useText()
  const formats = useFormats()
  return (
    <nav className={styles.tabs} aria-label={say('frame.tabs')}>
      {items.map((item) => (
        <a
          key={item.href}
          ref={isHere(path, item.href) ? intoSight : undefined}
          href={item.href}
          className={styles.tab}
          aria-current={isHere(path, item.href) ? 'page' : undefined}
        >
          <span className={styles.tabIcon}>
            <item.icon size={20} stroke={1.75} aria-hidden />
            {(waiting[item.href] ?? 0) > 0 && (
              <span className={styles.tabBadge}>{formats.count(waiting[item.href] ?? 0)}</span>
            )}
          </span>
          <span>{say(item.short ?? item.label)}</span>
        </a>
      ))}
    </nav>
  )
}
