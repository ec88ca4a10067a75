import { useText } from '~/i18n/useText'
import styles from './RegisterNav.module.css'
import type { Register } from './registers'

interface Props {
  registers: Register[]
  /** The one that is shown. */
  here: Register['label']
}

/** Leads to the registers beside the one that is shown. */
export function RegisterNav({ registers, here }: Props) {
  const say = useText()
  return (
    <nav className={styles.root} aria-label={say('register.nav')}>
      {registers.map(({ href, label }) => (
        <a key={href} href={href} className={styles.link} aria-current={label === here ? 'page' : undefined}>
          {say(label)}
        </a>
      ))}
    </nav>
  )
}
