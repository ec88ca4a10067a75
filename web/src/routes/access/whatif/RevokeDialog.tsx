import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { PersonSelect } from '~/ui/access/PersonSelect'
import { useWhere } from '~/ui/access/useWhere'
import type { Person } from '~/ui/people'
import { DraftDialog } from './DraftDialog'
import styles from './DraftDialog.module.css'
import type { DraftChoices } from './DraftPart'

interface Props {
  choices: DraftChoices
  onAdd: (grants: string[]) => void
  onClose: () => void
}

/** Grants of somebody that would be taken away. */
export function RevokeDialog({ choices, onAdd, onClose }: Props) {
  const say = useText()
  const formats = useFormats()
  const where = useWhere()
  const [person, setPerson] = useState<Person>()
  const [ids, setIds] = useState<string[]>([])
  return (
    <DraftDialog
      title={say('whatif.add.revoke')}
      whole={ids.length > 0}
      onAdd={() => onAdd(ids)}
      onClose={onClose}
    >
      <PersonSelect
        shown
        label={say('access.person')}
        person={person}
        people={choices.people}
        onFind={choices.onFindPerson}
        onChange={(next) => {
          setPerson(next)
          setIds([])
          choices.onLookUp(next)
        }}
      />
      {person &&
        (choices.grants.length === 0 ? (
          <p className={styles.quiet}>{say('whatif.noGrants')}</p>
        ) : (
          <fieldset className={styles.choices}>
            <legend>{say('whatif.grants')}</legend>
            {choices.grants.map(({ id, role, entities, group, limit }) => (
              <Checkbox
                key={id}
                size="xs"
                label={[
                  role.name,
                  where(entities, group),
                  limit ? formats.money(limit) : say('limit.none'),
                ].join(' · ')}
                checked={ids.includes(id)}
                onChange={(event) =>
                  setIds(event.currentTarget.checked ? [...ids, id] : ids.filter((other) => other !== id))
                }
              />
            ))}
          </fieldset>
        ))}
    </DraftDialog>
  )
}
