import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Action } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { actionGroups, inOrder } from '~/ui/access/actions'
import { DraftDialog } from './DraftDialog'
import styles from './DraftDialog.module.css'
import type { DraftChoices } from './DraftPart'
import { type DraftRole, keyFor } from './draft'

interface Props {
  choices: DraftChoices
  onAdd: (role: DraftRole) => void
  onClose: () => void
}

const blank: DraftRole = { key: '', name: '', purpose: '', actions: [], inherits: [] }

/** A role as it would be: one of those there are with other actions, or a new one. */
export function RoleDialog({ choices, onAdd, onClose }: Props) {
  const say = useText()
  const label = useLabel()
  const [role, setRole] = useState(blank)
  const [isNew, setNew] = useState(true)
  const set = (part: Partial<DraftRole>) => setRole({ ...role, ...part })
  const choose = (key: string) => {
    const known = choices.roles.find((each) => each.key === key)
    setNew(!known)
    setRole(
      known
        ? {
            key,
            name: known.name,
            purpose: known.purpose,
            actions: known.ownActions,
            inherits: known.inherits.map((other) => other.key),
          }
        : blank,
    )
  }
  const toggle = (action: Action, on: boolean) =>
    set({
      actions: inOrder(on ? [...role.actions, action] : role.actions.filter((other) => other !== action)),
    })
  return (
    <DraftDialog
      title={say('whatif.add.role')}
      whole={role.name.trim() !== '' && role.purpose.trim() !== ''}
      onAdd={() =>
        onAdd({
          ...role,
          name: role.name.trim(),
          purpose: role.purpose.trim(),
          key: isNew ? keyFor(role.name) : role.key,
        })
      }
      onClose={onClose}
    >
      <NativeSelect
        label={say('role.title')}
        value={isNew ? '' : role.key}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: '', label: say('whatif.newRole') },
          ...choices.roles.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <TextInput
        label={say('roles.nameOf')}
        value={role.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={100}
        required
      />
      <TextInput
        label={say('roles.purpose')}
        value={role.purpose}
        onChange={(event) => set({ purpose: event.currentTarget.value })}
        maxLength={200}
        required
      />
      <fieldset className={styles.choices}>
        <legend>{say('whatif.actions', { count: role.actions.length })}</legend>
        {actionGroups.map(({ process, actions }) => (
          <div key={process} role="group" aria-label={label('process', process)}>
            <p className={styles.group}>{label('process', process)}</p>
            {actions.map((action) => (
              <Checkbox
                key={action}
                size="xs"
                mt={8}
                label={label('act', action)}
                checked={role.actions.includes(action)}
                onChange={(event) => toggle(action, event.currentTarget.checked)}
              />
            ))}
          </div>
        ))}
      </fieldset>
    </DraftDialog>
  )
}
