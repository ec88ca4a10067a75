import { useFormats } from '~/format/useFormats'
import { useLabel } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import type { LineRow } from '../model'
import { nameOf } from '../workbench/LineItem'
import styles from './ClusterLines.module.css'

/** Lines in a narrow list, each leading to where it is worked on. */
export function ClusterLines({ lines, href }: { lines: LineRow[]; href: (id: string) => string }) {
  const label = useLabel()
  const formats = useFormats()
  return (
    <ul className={styles.root}>
      {lines.map((line) => (
        <li key={line.id} className={styles.line}>
          <time dateTime={line.bookedOn} className={styles.quiet}>
            {formats.day(line.bookedOn)}
          </time>
          <span className={styles.quiet}>{label('source', line.source)}</span>
          <a href={href(line.id)} className={styles.name}>
            <bdi>{nameOf(line)}</bdi>
          </a>
          <bdi className={styles.text} title={line.text}>
            {line.counterparty ? line.text : (line.reference ?? '')}
          </bdi>
          <Amount money={line.amount} aligned />
        </li>
      ))}
    </ul>
  )
}
