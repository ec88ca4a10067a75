import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AccessDiffQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { fromWallMinute, wallMinute } from '~/format/date'
import { useFormats } from '~/format/useFormats'
import { Sentence } from '~/i18n/Sentence'
import { useText } from '~/i18n/useText'
import { Difference } from '~/ui/access/Difference'
import { PersonSelect } from '~/ui/access/PersonSelect'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import type { Person } from '~/ui/people'
import { TableSkeleton } from '~/ui/TableSkeleton'
import styles from './CompareScreen.module.css'
import { Changes } from './Changes'

/** Two instants, and whom or what they are compared for; neither is everybody. */
export interface Comparison {
  from: string
  to: string
  person?: Person
  role?: string
}

export interface CompareProps {
  comparison: Comparison
  onCompare: (comparison: Comparison) => void
  people: Person[]
  onFindPerson: (text: string) => void
  roles: { id: string; name: string }[]
  difference: Loaded<AccessDiffQuery['rolePolicyDiff']>
  onRetry: () => void
}

/** What people may do differently at two instants, and the changes that made it so. */
export function CompareScreen(props: CompareProps) {
  const { comparison } = props
  const say = useText()
  return (
    <Page
      title={say('roles.compare')}
      back={{ href: '/access/roles', label: say('area.back', { place: say('place.roles') }) }}
    >
      <Form key={JSON.stringify(comparison)} {...props} />
      <Outcome {...props} />
    </Page>
  )
}

function Form({ comparison, onCompare, people, onFindPerson, roles }: CompareProps) {
  const say = useText()
  const [draft, setDraft] = useState(comparison)
  const set = (part: Partial<Comparison>) => setDraft({ ...draft, ...part })
  const backwards = draft.from >= draft.to
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!backwards) onCompare(draft)
  }
  const instant = (name: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      aria-label={say(`compare.${name}`)}
      value={wallMinute(new Date(draft[name]))}
      onChange={(event) => {
        const at = fromWallMinute(event.currentTarget.value)
        if (at) set({ [name]: at })
      }}
    />
  )
  return (
    <form className={styles.form} onSubmit={send} aria-label={say('roles.compare')}>
      <Sentence
        id="compare.sentence"
        blanks={{
          person: (
            <PersonSelect
              label={say('access.person')}
              placeholder={say('compare.everybody')}
              clearable
              person={draft.person}
              people={people}
              onFind={onFindPerson}
              onChange={(person) => set({ person })}
            />
          ),
          role: (
            <NativeSelect
              aria-label={say('role.title')}
              value={draft.role ?? ''}
              onChange={(event) => set({ role: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: say('compare.anyRole') },
                ...roles.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ),
          from: instant('from'),
          to: instant('to'),
        }}
      />
      <Button type="submit" disabled={backwards}>
        {say('compare.do')}
      </Button>
      {backwards && <span role="alert">{say('compare.backwards')}</span>}
    </form>
  )
}

function Outcome({ difference, onRetry }: CompareProps) {
  const say = useText()
  const formats = useFormats()
  if (difference.state === 'loading')
    return (
      <TableSkeleton
        label={say('compare.loading')}
        rows={8}
        columns={[
          { label: say('access.person') },
          { label: say('access.action') },
          { label: say('access.where'), wide: true },
        ]}
      />
    )
  if (difference.state === 'problem')
    return difference.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={say('explorer.forbidden')} text={difference.problem.message} />
    ) : (
      <ProblemNotice problem={difference.problem} onRetry={onRetry} />
    )
  const { gained, lost, newConflicts, resolvedConflicts, changes, fromRulebook, toRulebook } = difference.data
  const none = [gained, lost, newConflicts, resolvedConflicts, changes].every((list) => list.length === 0)
  if (none) return <EmptyNotice kind="nothing" title={say('compare.same')} text={say('compare.sameText')} />
  return (
    <div>
      <p className={styles.versions}>
        {say('compare.versions', {
          before: formats.count(fromRulebook),
          after: formats.count(toRulebook),
        })}
      </p>
      <Changes changes={changes} />
      <Difference
        gained={gained}
        lost={lost}
        newConflicts={newConflicts}
        resolvedConflicts={resolvedConflicts}
      />
    </div>
  )
}
