import { Checkbox, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReviewPageQuery, ReviewLineFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import type { Listed, Reading } from '~/ui/Listing'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { useDraft } from '~/ui/useDraft'
import type { ReviewAct } from './decide'
import { DecideBar } from './DecideBar'
import { Progress } from './Progress'
import { ReviewLines } from './ReviewLines'
import type { ReviewSearch } from './search'

/** A campaign with a page of its lines. */
export type Review = Extract<ReviewPageQuery['node'], { __typename: 'AccessReview' }>

export type ReviewFilter = Omit<ReviewSearch, 'open' | 'after'>

export interface ReviewProps extends Reading {
  review: Loaded<Review>
  lines: Listed<ReviewLineFragment>
  filter: ReviewFilter
  onFilter: (filter: ReviewFilter) => void
  /** Ids of the lines that are chosen. */
  chosen: readonly string[]
  onChoose: (ids: string[]) => void
  /** Id of the line that is open. */
  open?: string
  onOpen: (id?: string) => void
  busy?: boolean
  onDecide: (act: ReviewAct, lines: ReviewLineFragment[]) => void
}

/** One campaign: how far it is, and its lines with the use of each, to be kept, revoked or narrowed. */
export function ReviewScreen(props: ReviewProps) {
  const { review, filter, onFilter, onRetry } = props
  const say = useText()
  const [text, setText] = useDraft(filter.q ?? '', (q) => onFilter({ ...filter, q: q.trim() || undefined }))
  const flag = (name: 'mine' | 'waiting' | 'unused', words: string) => (
    <Checkbox
      size="xs"
      label={words}
      checked={filter[name] ?? false}
      onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.checked || undefined })}
    />
  )
  return (
    <Page
      title={review.state === 'ready' ? review.data.name : say('place.reviews')}
      back={{ href: '/access/reviews', label: say('review.back') }}
      tools={
        <>
          <TextInput
            aria-label={say('review.holder')}
            placeholder={say('review.holder')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {flag('mine', say('review.mine'))}
          {flag('waiting', say('review.open'))}
          {flag('unused', say('review.unused'))}
        </>
      }
    >
      {review.state === 'problem' ? (
        review.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('review.forbidden')} text={review.problem.message} />
        ) : (
          <ProblemNotice problem={review.problem} onRetry={onRetry} />
        )
      ) : review.state === 'loading' ? (
        <TableSkeleton
          label={say('review.loading')}
          rows={8}
          columns={[
            { label: say('review.holder') },
            { label: say('roles.name'), wide: true },
            { label: say('review.uses'), align: 'end' },
            { label: say('review.decision') },
          ]}
        />
      ) : (
        <>
          <Progress review={review.data} />
          <DecideBar {...props} />
          <ReviewLines {...props} />
        </>
      )}
    </Page>
  )
}
