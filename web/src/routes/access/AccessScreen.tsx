import { Button } from '@mantine/core'
import { IconShieldDown } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import styles from './AccessScreen.module.css'
import { AsOf } from './AsOf'
import { type LogProof, Seal } from './Seal'
import type { AccessPlace } from './places'

export interface AccessProps {
  places: AccessPlace[]
  /** Where the viewer is, a path. */
  path: string
  /** The instant that access is looked at, RFC 3339; undefined is now. */
  asOf?: string
  onAsOf: (asOf?: string) => void
  /** What was found when the log was last checked; absent for who may not read it. */
  proof?: Loaded<LogProof>
  onCheck?: () => void
  /** Hands over what is shown as a file with its proof; absent while there is nothing to hand over. */
  onExport?: () => void
  children: ReactNode
}

/** The frame of "Access & audit": its places, the instant, the export and the seal of the log. */
export function AccessScreen({
  places,
  path,
  asOf,
  onAsOf,
  proof,
  onCheck,
  onExport,
  children,
}: AccessProps) {
  const say = useText()
  const nav = useRef<HTMLElement>(null)
  // On a phone there are more places than fit: the one that is shown comes into sight.
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [path])
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <nav ref={nav} className={styles.places} aria-label={say('area.places')}>
          {places.map(({ href, label }) => (
            <a
              key={href}
              href={href}
              className={styles.place}
              aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
            >
              {say(label)}
            </a>
          ))}
        </nav>
        <div className={styles.tools}>
          <AsOf asOf={asOf} onAsOf={onAsOf} />
          {proof && onCheck && <Seal proof={proof} onCheck={onCheck} />}
          <Button variant="default" onClick={onExport} disabled={!onExport} aria-label={say('export.do')}>
            <IconShieldDown size={15} stroke={1.75} aria-hidden />
            <span className={styles.words}>{say('export.do')}</span>
          </Button>
        </div>
      </div>
      {children}
    </div>
  )
}
