import type { TaskCardPartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Section } from '~/ui/Section'
import styles from './TaskCoding.module.css'

const linesShown = 5

/** What it is for: the first lines and where they are booked. */
export function TaskCoding({ lines }: { lines: TaskCardPartsFragment['subject']['lines'] }) {
  const say = useText()
  if (lines.length === 0) return null
  return (
    <Section title={say('lines.title')} summary={say('lines.count', { count: lines.length })}>
      <ul className={styles.list}>
        {lines.slice(0, linesShown).map((line) => (
          <li key={line.number}>
            <bdi className={styles.text}>{line.text}</bdi>
            <span className={styles.amount}>
              <Amount money={line.amount} aligned />
            </span>
            <span className={styles.code}>
              {line.account ? (
                <bdi>
                  {line.account.code} {line.account.name}
                </bdi>
              ) : (
                say('lines.notCoded')
              )}
              {line.costCenter && (
                <>
                  {' · '}
                  <bdi>
                    {line.costCenter.code} {line.costCenter.name}
                  </bdi>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {lines.length > linesShown && (
        <p className={styles.more}>{say('lines.more', { count: lines.length - linesShown })}</p>
      )}
    </Section>
  )
}
