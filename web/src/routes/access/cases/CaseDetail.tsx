import { Button } from '@mantine/core'
import type { CaseRowFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Facts } from '~/ui/Facts'
import { ActorName, PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import styles from './CaseDetail.module.css'

interface Props {
  case: CaseRowFragment
  busy?: boolean
  onResolve: (found: CaseRowFragment) => void
}

/** What a case opens to: what was found, who answers for it, and how it ended or can be ended. */
export function CaseDetail({ case: found, busy, onResolve }: Props) {
  const say = useText()
  const label = useLabel()
  const { resolution, can, state } = found
  const against = state === 'OPEN' ? can.find(({ allowed }) => !allowed)?.reasons[0]?.message : undefined
  return (
    <div className={styles.root}>
      <section>
        <h2 className={styles.title}>{say('case.evidence')}</h2>
        <pre className={styles.evidence} tabIndex={0}>
          <bdi>{found.evidence}</bdi>
        </pre>
      </section>
      <Facts
        items={[
          [say('case.about'), found.about && <PersonName person={found.about} />],
          [say('case.escalated'), found.escalatedTo && <PersonName person={found.escalatedTo} />],
          [say('case.exposure'), found.exposure && <Amount money={found.exposure} />],
          [say('case.resolution'), resolution && label('resolution', resolution.code)],
          [say('case.resolvedBy'), resolution && <ActorName actor={resolution.by} />],
          [say('log.at'), resolution && <When at={resolution.at} />],
          [say('record.reason'), resolution && <bdi>{resolution.note}</bdi>],
        ]}
      />
      {state === 'OPEN' &&
        (against ? (
          <p className={styles.quiet}>
            <bdi>{against}</bdi>
          </p>
        ) : (
          can.length > 0 && (
            <div>
              <Button disabled={busy} onClick={() => onResolve(found)}>
                {say('case.resolve')}
              </Button>
            </div>
          )
        ))}
    </div>
  )
}
