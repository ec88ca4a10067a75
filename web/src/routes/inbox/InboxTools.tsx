import { NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { TaskKind } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { useDraft } from '~/ui/useDraft'
import type { InboxProps } from './InboxScreen'
import styles from './InboxTools.module.css'

const kinds: TaskKind[] = ['APPROVE', 'FIX_DATA', 'RESOLVE']

/** Which tasks, in which order. */
export function InboxTools({ counts, filter, onFilter }: Pick<InboxProps, 'counts' | 'filter' | 'onFilter'>) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const [text, setText] = useDraft(filter.q ?? '', (q) => onFilter({ ...filter, q: q || undefined }))
  const open = (kind?: TaskKind) =>
    counts.filter((count) => !kind || count.kind === kind).reduce((sum, count) => sum + count.open, 0)
  const overdue = counts
    .filter((count) => !filter.kind || count.kind === filter.kind)
    .reduce((sum, count) => sum + count.overdue, 0)
  const tab = (kind?: TaskKind) => (
    <button
      key={kind ?? 'all'}
      type="button"
      className={styles.tab}
      aria-pressed={filter.kind === kind}
      onClick={() => onFilter({ ...filter, kind })}
    >
      {kind ? label('task', kind) : say('inbox.all')}{' '}
      <span className={styles.count}>{formats.count(open(kind))}</span>
    </button>
  )
  return (
    <div className={styles.root}>
      <div className={styles.tabs} role="group" aria-label={say('inbox.kinds')}>
        {tab()}
        {kinds.map(tab)}
        <button
          type="button"
          className={styles.tab}
          aria-pressed={filter.overdue ?? false}
          onClick={() => onFilter({ ...filter, overdue: filter.overdue ? undefined : true })}
        >
          {say('inbox.overdue')} <span className={styles.count}>{formats.count(overdue)}</span>
        </button>
      </div>
      <div className={styles.fields}>
        <TextInput
          aria-label={say('inbox.find')}
          placeholder={say('inbox.find')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          className={styles.find}
          data-find
        />
        <NativeSelect
          aria-label={say('inbox.sort')}
          value={filter.sort ?? ''}
          onChange={(event) => onFilter({ ...filter, sort: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: say('inbox.sort.rank') },
            { value: 'dueAt', label: say('inbox.sort.dueAt') },
            { value: '-amount', label: say('inbox.sort.amount') },
            { value: 'createdAt', label: say('inbox.sort.oldest') },
            { value: '-createdAt', label: say('inbox.sort.newest') },
          ]}
        />
      </div>
    </div>
  )
}
