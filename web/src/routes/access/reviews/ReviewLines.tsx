import { Button, Checkbox } from '@mantine/core'
import type { ReviewLineFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { Listing } from '~/ui/Listing'
import { useWhere } from '~/ui/access/useWhere'
import { Where } from '~/ui/access/Where'
import type { Column } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { ActorName, PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import { decidable } from './decide'
import type { ReviewProps } from './ReviewScreen'
import styles from './Review.module.css'

/** The lines of a campaign: who holds what where, and how often they used it. */
export function ReviewLines({
  lines,
  filter,
  onFilter,
  chosen,
  onChoose,
  busy,
  onDecide,
  ...rest
}: ReviewProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { open, onOpen, onNext, onPrevious, onRetry } = rest
  const pick = (row: ReviewLineFragment) =>
    decidable(row) && (
      <Checkbox
        size="xs"
        className={styles.pick}
        aria-label={say('review.pick', { name: row.grant.user.name })}
        checked={chosen.includes(row.id)}
        onChange={(event) =>
          onChoose(event.currentTarget.checked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))
        }
      />
    )
  const decision = (row: ReviewLineFragment) => (
    <Mark tone={row.decision === null ? 'wait' : row.decision === 'KEEP' ? 'done' : 'info'} plain>
      {row.decision === null ? say('review.waits') : label('reviewDecision', row.decision)}
    </Mark>
  )
  const uses = ({ uses: count }: ReviewLineFragment) => formats.count(count)
  const columns: Column<ReviewLineFragment>[] = [
    { id: 'holder', label: say('review.holder'), cell: ({ grant }) => <ActorCell actor={grant.user} /> },
    { id: 'pick', label: say('review.picked'), cell: pick },
    { id: 'role', label: say('roles.name'), wide: true, cell: ({ grant }) => <bdi>{grant.role.name}</bdi> },
    {
      id: 'where',
      label: say('access.where'),
      cell: ({ grant }) => <Where entities={grant.entities} group={grant.group} />,
    },
    { id: 'uses', label: say('review.uses'), align: 'end', cell: uses },
    {
      id: 'last',
      label: say('access.lastUse'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <When at={lastUsedAt} /> : say('access.noUse')),
    },
    { id: 'reviewer', label: say('review.reviewer'), cell: ({ reviewer }) => <ActorCell actor={reviewer} /> },
    { id: 'decision', label: say('review.decision'), cell: decision },
  ]
  return (
    <Listing
      list={{ state: 'ready', data: lines }}
      words={{
        caption: say('review.lines'),
        loading: say('review.loading'),
        forbidden: say('review.forbidden'),
        nothing: say('review.noLines'),
        filtered: say('review.filtered'),
      }}
      onClear={Object.values(filter).some((value) => value !== undefined) ? () => onFilter({}) : undefined}
      columns={columns}
      rowKey={({ id }) => id}
      open={open}
      onOpen={onOpen}
      onNext={onNext}
      onPrevious={onPrevious}
      onRetry={onRetry}
      card={(row) => (
        <Card title={<ActorName actor={row.grant.user} />} quiet={`${say('review.uses')}: ${uses(row)}`}>
          <bdi>{row.grant.role.name}</bdi>
          {decision(row)}
        </Card>
      )}
      detail={(row) => <LineDetail line={row} busy={busy} onDecide={onDecide} />}
    />
  )
}

type DetailProps = Pick<ReviewProps, 'busy' | 'onDecide'> & { line: ReviewLineFragment }

function LineDetail({ line, busy, onDecide }: DetailProps) {
  const say = useText()
  const where = useWhere()
  const formats = useFormats()
  const { grant, by, at, reason, narrowedTo, decision } = line
  const against =
    decision === null ? line.can.find(({ allowed }) => !allowed)?.reasons[0]?.message : undefined
  return (
    <div className={styles.detail}>
      <Facts
        items={[
          [say('access.where'), where(grant.entities, grant.group, true)],
          [say('access.limit'), grant.limit ? formats.money(grant.limit) : say('limit.none')],
          [say('review.reviewer'), `${line.reviewer.name} · ${line.via}`],
          [
            say('change.decidedBy'),
            by ? <PersonName person={by} /> : decision === null ? null : say('review.lapsed'),
          ],
          [say('log.at'), at && <When at={at} />],
          [say('record.reason'), reason && <bdi>{reason}</bdi>],
          [say('review.narrowTo'), narrowedTo && where(narrowedTo, false, true)],
          [say('review.verified'), line.verifiedAt && <When at={line.verifiedAt} />],
        ]}
      />
      {line.vacant && decision === null && <p className={styles.quiet}>{say('review.vacant')}</p>}
      {against && (
        <p className={styles.quiet}>
          <bdi>{against}</bdi>
        </p>
      )}
      {decidable(line) && (
        <span className={styles.buttons}>
          {(['keep', 'revoke', ...(grant.entities.length > 1 ? (['narrow'] as const) : [])] as const).map(
            (act) => (
              <Button
                key={act}
                variant={act === 'keep' ? 'filled' : 'default'}
                disabled={busy}
                onClick={() => onDecide(act, [line])}
              >
                {say(`review.${act}`)}
              </Button>
            ),
          )}
        </span>
      )}
    </div>
  )
}
