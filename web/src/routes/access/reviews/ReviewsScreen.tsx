import type { ReviewRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Card } from '~/ui/Card'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import type { Column } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { When } from '~/ui/When'

export interface ReviewsProps extends Reading {
  list: Loaded<Listed<ReviewRowFragment>>
}

/** Campaigns in which grants are certified, newest first. */
export function ReviewsScreen(props: ReviewsProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const state = (row: ReviewRowFragment) => (
    <Mark tone={row.state === 'CLOSED' ? 'done' : 'wait'} plain>
      {label('reviewState', row.state)}
    </Mark>
  )
  const progress = ({ progress: { decided, lines } }: ReviewRowFragment) =>
    say('review.of', { decided: formats.count(decided), lines: formats.count(lines) })
  const columns: Column<ReviewRowFragment>[] = [
    { id: 'name', label: say('review.name'), cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: 'scope',
      label: say('review.scope'),
      wide: true,
      cell: ({ scope }) => <bdi title={scope}>{scope}</bdi>,
    },
    { id: 'due', label: say('review.due'), cell: ({ dueAt }) => <When at={dueAt} /> },
    { id: 'progress', label: say('review.progress'), align: 'end', cell: progress },
    { id: 'state', label: say('change.state'), cell: state },
  ]
  return (
    <Page title={say('place.reviews')}>
      <Listing
        {...props}
        words={{
          caption: say('place.reviews'),
          loading: say('review.loading'),
          forbidden: say('review.forbidden'),
          nothing: say('review.nothing'),
        }}
        columns={columns}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/access/reviews/${encodeURIComponent(id)}`}
        card={(row) => (
          <Card title={<bdi>{row.name}</bdi>} quiet={<bdi>{row.scope}</bdi>}>
            <span>{progress(row)}</span>
            {state(row)}
          </Card>
        )}
      />
    </Page>
  )
}
