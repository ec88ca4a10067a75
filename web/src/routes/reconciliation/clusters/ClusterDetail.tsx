import { Button } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { RuleFacts } from '../rules/RuleFacts'
import styles from './ClusterDetail.module.css'
import { ClusterLines } from './ClusterLines'
import type { Cluster } from './ClustersScreen'

interface Permit {
  allowed: boolean
  why?: string
}

export interface DetailProps {
  cluster: Cluster
  /** May the viewer draft rules? */
  edit: Permit
  /** May the viewer propose entries? */
  writeOff: Permit
  /** Where a line stands in the workbench. */
  lineHref: (id: string) => string
  onDraft: (cluster: Cluster) => void
  onPropose: (cluster: Cluster) => void
}

/** What a cluster opens to: what its lines share, the lines, and the proposed rule with its back-test. */
export function ClusterDetail({ cluster, edit, writeOff, lineHref, onDraft, onPropose }: DetailProps) {
  const say = useText()
  const formats = useFormats()
  const { features, lines, size, proposedRule } = cluster
  return (
    <div className={styles.root}>
      <section>
        <h2 className={styles.title}>{say('clusters.features')}</h2>
        <ul className={styles.features}>
          {features.map(({ label, weight }) => (
            <li key={label}>
              <bdi>{label}</bdi>{' '}
              <span className={styles.quiet}>
                {weight >= 1
                  ? say('clusters.all')
                  : say('clusters.share', { share: formats.percent(String(Math.floor(weight * 100))) })}
              </span>
            </li>
          ))}
        </ul>
        <h2 className={styles.title}>
          {lines.length < size
            ? say('clusters.first', { shown: lines.length, size: formats.count(size) })
            : say('work.lines')}
        </h2>
        <ClusterLines lines={lines} href={lineHref} />
        {writeOff.allowed && (
          <p className={styles.acts}>
            <Button variant="default" onClick={() => onPropose(cluster)}>
              {say('adjust.proposeFor', { count: lines.length })}
            </Button>
          </p>
        )}
      </section>
      {proposedRule ? (
        <section className={styles.proposal} aria-labelledby={`${cluster.id}-rule`}>
          <header className={styles.head}>
            <Mark tone="advice">{say('clusters.advice')}</Mark>
            <h2 id={`${cluster.id}-rule`} className={styles.name}>
              <bdi>{proposedRule.name}</bdi>
            </h2>
          </header>
          <RuleFacts rule={proposedRule} />
          <BackTest cluster={cluster} />
          {edit.allowed ? (
            <div className={styles.acts}>
              <Button onClick={() => onDraft(cluster)}>{say('clusters.draft')}</Button>
            </div>
          ) : (
            edit.why && (
              <p className={styles.quiet}>
                <bdi>{edit.why}</bdi>
              </p>
            )
          )}
        </section>
      ) : (
        <p className={styles.quiet}>{say('clusters.noRuleText')}</p>
      )}
    </div>
  )
}

/** What the rule did when it ran over open and settled lines after the rules in force. */
export function BackTest({
  cluster: { size, expectedHits, counterExamples, support },
}: {
  cluster: Pick<Cluster, 'size' | 'expectedHits' | 'counterExamples' | 'support'>
}) {
  const say = useText()
  const formats = useFormats()
  const against = counterExamples ?? 0
  return (
    <div className={styles.test}>
      <h3 className={styles.title}>{say('clusters.backTest')}</h3>
      <Facts
        items={[
          [
            say('clusters.hits'),
            say('clusters.hitsOf', { hits: formats.count(expectedHits ?? 0), size: formats.count(size) }),
          ],
          [say('clusters.support'), say('clusters.matches', { count: support ?? 0 })],
          [
            say('clusters.counter'),
            <Mark key="counter" tone={against > 0 ? 'blocked' : 'done'} plain>
              {say('clusters.matches', { count: against })}
            </Mark>,
          ],
        ]}
      />
    </div>
  )
}
