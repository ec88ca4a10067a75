import { NativeSelect } from '@mantine/core'
import type { AccessChangeState, ChangeRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import type { Column } from '~/ui/DataTable'
import { Mark, type Tone } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { ActorName } from '~/ui/people'
import { When } from '~/ui/When'
import { ChangeDetail, type ChangeDetailProps } from './ChangeDetail'
import { RegisterNav } from './RegisterNav'
import type { Register } from './registers'
import { type ChangesSearch, kinds, states } from './search'

export type ChangesFilter = Omit<ChangesSearch, 'open' | 'after'>

export interface ChangesProps extends Reading {
  registers: Register[]
  list: Loaded<Listed<ChangeRowFragment>>
  filter: ChangesFilter
  onFilter: (filter: ChangesFilter) => void
  /** Id of the change that is open. */
  open?: string
  onOpen: (id?: string) => void
  detail: ChangeDetailProps
}

/** How a change of access stands, in a colour. */
function toneOf(state: AccessChangeState): Tone {
  switch (state) {
    case 'REQUESTED':
      return 'wait'
    case 'APPLIED':
      return 'done'
    case 'REJECTED':
      return 'blocked'
    default:
      return 'draft'
  }
}

/** Changes of access that were asked for, newest first; each opens to what it would do and to the decision. */
export function ChangesScreen({ registers, filter, onFilter, detail, ...list }: ChangesProps) {
  const say = useText()
  const label = useLabel()
  const state = (row: ChangeRowFragment) => (
    <Mark tone={toneOf(row.state)} plain>
      {label('changeState', row.state)}
    </Mark>
  )
  const columns: Column<ChangeRowFragment>[] = [
    {
      id: 'what',
      label: say('change.what'),
      wide: true,
      cell: ({ title }) => <bdi title={title}>{title}</bdi>,
    },
    { id: 'kind', label: say('change.kind'), cell: ({ kind }) => label('changeKind', kind) },
    { id: 'asked', label: say('grant.asked'), cell: ({ requestedBy }) => <ActorCell actor={requestedBy} /> },
    { id: 'at', label: say('change.askedAt'), cell: ({ requestedAt }) => <When at={requestedAt} /> },
    { id: 'state', label: say('change.state'), cell: state },
  ]
  return (
    <Page
      title={say('place.changes')}
      tools={
        <>
          <RegisterNav registers={registers} here="register.changes" />
          <NativeSelect
            aria-label={say('change.state')}
            value={filter.state ?? ''}
            onChange={(event) =>
              onFilter({ ...filter, state: states.find((each) => each === event.currentTarget.value) })
            }
            data={[
              { value: '', label: say('change.anyState') },
              ...states.map((each) => ({ value: each, label: label('changeState', each) })),
            ]}
          />
          <NativeSelect
            aria-label={say('change.kind')}
            value={filter.kind ?? ''}
            onChange={(event) =>
              onFilter({ ...filter, kind: kinds.find((each) => each === event.currentTarget.value) })
            }
            data={[
              { value: '', label: say('change.anyKind') },
              ...kinds.map((each) => ({ value: each, label: label('changeKind', each) })),
            ]}
          />
        </>
      }
    >
      <Listing
        {...list}
        words={{
          caption: say('register.changes'),
          loading: say('change.loading'),
          forbidden: say('change.forbidden'),
          nothing: say('change.nothing'),
          filtered: say('change.filtered'),
        }}
        onClear={filter.state || filter.kind ? () => onFilter({}) : undefined}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card title={<bdi>{row.title}</bdi>} quiet={label('changeKind', row.kind)}>
            <ActorName actor={row.requestedBy} />
            {state(row)}
          </Card>
        )}
        detail={(row) => <ChangeDetail change={row} {...detail} />}
      />
    </Page>
  )
}
