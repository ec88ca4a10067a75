import { Button, Checkbox, NativeSelect } from '@mantine/core'
import type { CaseRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Amount } from '~/ui/Amount'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { EmptyNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import { CaseMark } from '../case/CaseMark'
import styles from './CasesScreen.module.css'
import { categories, type CasesFilter } from './search'

export interface CasesProps extends Reading {
  list: Loaded<Listed<CaseRowFragment>>
  filter: CasesFilter
  onFilter: (filter: CasesFilter) => void
}

const none = '–'

/** What was found and must be answered for, newest first; each leads to its page. */
export function CasesScreen({ filter, onFilter, ...list }: CasesProps) {
  const say = useText()
  const label = useLabel()
  const columns: Column<CaseRowFragment>[] = [
    {
      id: 'title',
      label: say('case.title'),
      wide: true,
      cell: ({ key, title }) => (
        <span title={title}>
          <span className={styles.key}>{key}</span> <bdi>{title}</bdi>
        </span>
      ),
    },
    {
      id: 'category',
      label: say('case.category'),
      cell: ({ category }) => label('caseCategory', category),
    },
    {
      id: 'exposure',
      label: say('case.exposure'),
      align: 'end',
      cell: ({ exposure }) => (exposure ? <Amount money={exposure} aligned /> : none),
    },
    {
      id: 'owner',
      label: say('case.owner'),
      cell: ({ owner }) => (owner ? <ActorCell actor={owner} /> : none),
    },
    { id: 'due', label: say('case.due'), cell: ({ dueAt }) => <When at={dueAt} /> },
    { id: 'state', label: say('case.state'), cell: (row) => <CaseMark found={row} /> },
  ]
  const flag = (name: 'mine' | 'overdue', text: string) => (
    <Checkbox
      size="xs"
      label={text}
      checked={filter[name] ?? false}
      onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.checked || undefined })}
    />
  )
  const choice = <K extends 'state' | 'category'>(
    name: K,
    of: string,
    options: { value: string; label: string }[],
  ) => (
    <NativeSelect
      aria-label={of}
      value={filter[name] ?? ''}
      onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.value || undefined })}
      data={options}
    />
  )
  const { category, mine, overdue, state } = filter
  const narrowed = category ?? mine ?? overdue
  const empty = list.list.state === 'ready' && list.list.data.rows.length === 0
  return (
    <Page
      title={say('nav.cases')}
      tools={
        <>
          {choice('state', say('case.state'), [
            { value: '', label: label('caseState', 'OPEN') },
            { value: 'RESOLVED', label: label('caseState', 'RESOLVED') },
            { value: 'ALL', label: say('case.allStates') },
          ])}
          {choice('category', say('case.category'), [
            { value: '', label: say('case.anyCategory') },
            ...categories.map((value) => ({ value, label: label('caseCategory', value) })),
          ])}
          {flag('mine', say('case.mine'))}
          {flag('overdue', say('case.overdueOnly'))}
        </>
      }
    >
      {empty && !narrowed && !state ? (
        <EmptyNotice kind="done" title={say('case.done')} text={say('case.doneText')}>
          <Button variant="default" onClick={() => onFilter({ state: 'RESOLVED' })}>
            {say('case.showAll')}
          </Button>
        </EmptyNotice>
      ) : (
        <Listing
          {...list}
          words={{
            caption: say('nav.cases'),
            loading: say('case.loading'),
            forbidden: say('case.nothing'),
            nothing: say('case.nothing'),
            filtered: say('case.filtered'),
          }}
          onClear={narrowed ? () => onFilter({ state }) : undefined}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/cases/${encodeURIComponent(id)}`}
          card={(row) => (
            <Card
              title={<bdi>{row.title}</bdi>}
              quiet={`${row.key} · ${label('caseCategory', row.category)}`}
            >
              <CaseMark found={row} />
              <When at={row.dueAt} />
              {row.owner && <PersonName person={row.owner} quiet />}
              {row.exposure && <Amount money={row.exposure} />}
            </Card>
          )}
        />
      )}
    </Page>
  )
}
