import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useText } from '~/i18n/useText'
import { PersonSelect } from '~/ui/access/PersonSelect'
import { DecimalInput } from '~/ui/DecimalInput'
import type { Person } from '~/ui/people'
import { DraftDialog } from './DraftDialog'
import styles from './DraftDialog.module.css'
import type { DraftChoices } from './DraftPart'
import type { DraftGrant, DraftRole } from './draft'

interface Props {
  choices: DraftChoices
  /** Roles of the draft, which can be granted too. */
  drafted: DraftRole[]
  onAdd: (grant: DraftGrant) => void
  onClose: () => void
}

/** A role for somebody: where, and up to how much. */
export function GrantDialog({ choices, drafted, onAdd, onClose }: Props) {
  const say = useText()
  const [person, setPerson] = useState<Person>()
  const [role, setRole] = useState('')
  const [codes, setCodes] = useState<string[]>([])
  const [limit, setLimit] = useState('')
  const roles = [
    ...choices.roles,
    ...drafted.filter(({ key }) => !choices.roles.some((known) => known.key === key)),
  ]
  return (
    <DraftDialog
      title={say('whatif.add.grant')}
      whole={person !== undefined && role !== '' && codes.length > 0}
      onAdd={() => person && onAdd({ person: person.id, role, in: codes, limit: limit || undefined })}
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
      <NativeSelect
        label={say('role.title')}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value)}
        data={[
          { value: '', label: say('whatif.choose') },
          ...roles.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <fieldset className={styles.choices}>
        <legend>{say('access.where')}</legend>
        {choices.entities.map(({ code, name }) => (
          <Checkbox
            key={code}
            size="xs"
            label={`${code} · ${name}`}
            checked={codes.includes(code)}
            onChange={(event) =>
              setCodes(
                event.currentTarget.checked ? [...codes, code] : codes.filter((other) => other !== code),
              )
            }
          />
        ))}
      </fieldset>
      <DecimalInput
        label={say('whatif.limit', { currency: choices.currency ?? '' })}
        placeholder={say('limit.none')}
        value={limit}
        onChange={setLimit}
      />
    </DraftDialog>
  )
}
