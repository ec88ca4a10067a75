import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Section } from '~/ui/Section'
import type { LineRow } from '../model'
import { nameOf } from '../workbench/LineItem'
import styles from './Oddities.module.css'

/** An open line that is unlike others of its kind, and in what: the strongest first. */
export interface Oddity {
  line: LineRow
  features: { kind: string; sentence: string }[]
}

/** Open lines unlike others of their kind, the oddest first; nothing when there are none. */
export function Oddities({ list, href }: { list: Oddity[]; href: (id: string) => string }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  if (list.length === 0) return null
  return (
    <Section title={say('clusters.odd', { count: list.length })} collapsible="open">
      <ul className={styles.root}>
        {list.map(({ line, features }) => (
          <li key={line.id} className={styles.line}>
            <time dateTime={line.bookedOn} className={styles.quiet}>
              {formats.day(line.bookedOn)}
            </time>
            <span className={styles.quiet}>{label('source', line.source)}</span>
            <a href={href(line.id)} className={styles.name}>
              <bdi>{nameOf(line)}</bdi>
            </a>
            <Amount money={line.amount} aligned />
            <ul className={styles.why}>
              {features.map(({ kind, sentence }) => (
                <li key={kind}>
                  <bdi>{sentence}</bdi>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  )
}
