import { useState } from 'react'
import { useText } from '~/i18n/useText'
import { PersonSelect } from '~/ui/access/PersonSelect'
import type { Person } from '~/ui/people'
import { DraftDialog } from './DraftDialog'
import styles from './DraftDialog.module.css'
import type { DraftChoices } from './DraftPart'

interface Props {
  choices: DraftChoices
  onAdd: (person: string) => void
  onClose: () => void
}

/** Somebody who would leave. */
export function LeaverDialog({ choices, onAdd, onClose }: Props) {
  const say = useText()
  const [person, setPerson] = useState<Person>()
  return (
    <DraftDialog
      title={say('whatif.add.leaver')}
      whole={person !== undefined}
      onAdd={() => person && onAdd(person.id)}
      onClose={onClose}
    >
      <PersonSelect
        shown
        label={say('access.person')}
        person={person}
        people={choices.people}
        onFind={choices.onFindPerson}
        onChange={setPerson}
      />
      <p className={styles.quiet}>{say('whatif.leaverText')}</p>
    </DraftDialog>
  )
}
