import type { PoliciesInForceQuery } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Section } from '~/ui/Section'
import styles from './Policies.module.css'

/** The policies in force: which version, since when, and its rows in order. */
export function Policies({ policies }: { policies: PoliciesInForceQuery['policies'] }) {
  const say = useText()
  const formats = useFormats()
  return (
    <Section title={say('policies.title')}>
      <ul className={styles.list}>
        {policies.map(({ id, name, active }) => (
          <li key={id}>
            <details>
              <summary>
                <bdi className={styles.name}>{name}</bdi>{' '}
                <span className={styles.quiet}>
                  {say('policies.version', { version: active.number })}
                  {active.from &&
                    ` · ${say('policies.since', { instant: formats.minute(active.from) })}`} ·{' '}
                  {say('policies.rows', { count: active.rows.length })}
                </span>
              </summary>
              <ol className={styles.rows}>
                {active.rows.map((row) => (
                  <li key={row.id} value={row.order}>
                    <bdi>{row.name}</bdi>
                  </li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}
