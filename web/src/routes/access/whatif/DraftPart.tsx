import { Button } from '@mantine/core'
import { useState } from 'react'
import type { GrantPartsFragment, WhatIfChoicesQuery } from '~/api/documents'
import { useText } from '~/i18n/useText'
import type { Person } from '~/ui/people'
import { DraftLines, type DraftNames } from './DraftLines'
import styles from './DraftPart.module.css'
import { type Draft, emptyDraft, isEmpty } from './draft'
import { GrantDialog } from './GrantDialog'
import { LeaverDialog } from './LeaverDialog'
import { RevokeDialog } from './RevokeDialog'
import { RoleDialog } from './RoleDialog'

/** A role that can be granted or changed. */
export type RoleChoice = WhatIfChoicesQuery['roles'][number]

/** What the dialogs of a draft choose from. */
export interface DraftChoices {
  people: Person[]
  onFindPerson: (text: string) => void
  roles: RoleChoice[]
  entities: { id: string; code: string; name: string }[]
  /** The group's own, in which limits are. */
  currency?: string
  /** Grants of the person that the dialog asks about. */
  grants: GrantPartsFragment[]
  onLookUp: (person?: Person) => void
}

export interface DraftPartProps {
  draft: Draft
  onDraft: (draft: Draft) => void
  names: DraftNames
  choices: DraftChoices
  /** Asks for what the viewer may ask for; absent when that is nothing. */
  onAsk?: () => void
}

/** The draft in lines, and what can be added to it. */
export function DraftPart({ draft, onDraft, names, choices, onAsk }: DraftPartProps) {
  const say = useText()
  const [adding, setAdding] = useState<'grant' | 'revoke' | 'role' | 'leaver'>()
  const close = () => setAdding(undefined)
  const add = (part: Partial<Draft>) => {
    onDraft({ ...draft, ...part })
    close()
  }
  const dialog = { choices, onClose: close }
  return (
    <section className={styles.root} aria-label={say('whatif.draft')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{say('whatif.draft')}</h2>
        {!isEmpty(draft) && (
          <Button variant="subtle" onClick={() => onDraft(emptyDraft)}>
            {say('whatif.clear')}
          </Button>
        )}
      </div>
      {isEmpty(draft) ? (
        <p className={styles.quiet}>{say('whatif.empty')}</p>
      ) : (
        <DraftLines
          draft={draft}
          onDraft={onDraft}
          names={names}
          roles={choices.roles}
          currency={choices.currency}
        />
      )}
      <div className={styles.add}>
        {(['grant', 'revoke', 'role', 'leaver'] as const).map((kind) => (
          <Button key={kind} variant="default" onClick={() => setAdding(kind)}>
            {say(`whatif.add.${kind}`)}
          </Button>
        ))}
        {onAsk && <Button onClick={onAsk}>{say('whatif.ask')}</Button>}
      </div>
      {adding === 'grant' && (
        <GrantDialog
          {...dialog}
          drafted={draft.roles}
          onAdd={(grant) => add({ grants: [...draft.grants, grant] })}
        />
      )}
      {adding === 'revoke' && (
        <RevokeDialog
          {...dialog}
          onAdd={(ids) => add({ revokes: [...new Set([...draft.revokes, ...ids])] })}
        />
      )}
      {adding === 'role' && (
        <RoleDialog
          {...dialog}
          onAdd={(role) => add({ roles: [...draft.roles.filter(({ key }) => key !== role.key), role] })}
        />
      )}
      {adding === 'leaver' && (
        <LeaverDialog {...dialog} onAdd={(id) => add({ leavers: [...new Set([...draft.leavers, id])] })} />
      )}
    </section>
  )
}
