import { Skeleton } from '@mantine/core'
import type { ConflictInFullQuery, ConflictRowFragment, MitigationPartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { ConflictDetail, ConflictSides } from '~/ui/access/ConflictDetail'
import { useRecordText } from '~/ui/access/useRecordText'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { PersonName } from '~/ui/people'
import styles from './Objects.module.css'
import { Objects, type ObjectsProps } from './Objects'

type Node = ConflictInFullQuery['sodConflicts']['edges'][number]['node']

/** What is read of the conflict that is open. */
export interface InFullProps extends Omit<ObjectsProps, 'objects'> {
  full: Loaded<Pick<Node, 'left' | 'right' | 'mitigation'> & { objects: ObjectsProps['objects'] }>
  onRetry: () => void
}

/** A conflict in full: how each side is held, what it was accepted under, and what was done on both. */
export function ConflictInFull({
  conflict,
  full,
  onRetry,
  ...pages
}: InFullProps & { conflict: ConflictRowFragment }) {
  const say = useText()
  return (
    <ConflictDetail conflict={conflict}>
      {full.state === 'loading' ? (
        <div role="status" aria-label={say('objects.loading')}>
          <Skeleton height={64} />
        </div>
      ) : full.state === 'problem' ? (
        <ProblemLine problem={full.problem} onRetry={onRetry} />
      ) : (
        <>
          <ConflictSides rule={conflict.rule} left={full.data.left} right={full.data.right} />
          {full.data.mitigation && <MitigationPart mitigation={full.data.mitigation} />}
          {conflict.kind === 'EXERCISED' && <Objects objects={full.data.objects} {...pages} />}
        </>
      )}
    </ConflictDetail>
  )
}

function MitigationPart({ mitigation }: { mitigation: MitigationPartsFragment }) {
  const say = useText()
  const formats = useFormats()
  const told = useRecordText()
  const { control, owner, validFrom, until, overdue, record } = mitigation
  return (
    <section>
      <h3 className={styles.title}>
        {say('mitigation.title')}{' '}
        {overdue && (
          <Mark tone="risk" plain>
            {say('mitigation.overdue')}
          </Mark>
        )}
      </h3>
      <Facts
        items={[
          [say('mitigation.control'), <bdi key="control">{control}</bdi>],
          [say('mitigation.owner'), <PersonName key="owner" person={owner} />],
          [
            say('mitigation.time'),
            say('mitigation.span', { from: formats.minute(validFrom), until: formats.minute(until) }),
          ],
          [say('mitigation.agreed'), told(record)],
          [say('record.reason'), record.reason && <bdi key="reason">{record.reason}</bdi>],
        ]}
      />
    </section>
  )
}
