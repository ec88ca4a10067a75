import { useState } from 'react'
import type { AccessRowFragment, DraftedConflictFragment } from '~/api/documents'
import type { MessageId } from '~/i18n/en'
import { useText } from '~/i18n/useText'
import { Section } from '../Section'
import { AccessTable } from './AccessTable'
import { ConflictDetail, ConflictSides } from './ConflictDetail'
import { ConflictTable } from './ConflictTable'
import styles from './Difference.module.css'

export interface DifferenceProps {
  gained: AccessRowFragment[]
  lost: AccessRowFragment[]
  newConflicts: DraftedConflictFragment[]
  resolvedConflicts: DraftedConflictFragment[]
}

/** What differs between two states of roles and rules: rights and conflicts that came, and that went. */
export function Difference({ gained, lost, newConflicts, resolvedConflicts }: DifferenceProps) {
  return (
    <>
      <Rights title="difference.gained" rows={gained} />
      <Rights title="difference.lost" rows={lost} />
      <Conflicts title="difference.newConflicts" rows={newConflicts} />
      <Conflicts title="difference.resolvedConflicts" rows={resolvedConflicts} />
    </>
  )
}

function Rights({ title, rows }: { title: MessageId; rows: AccessRowFragment[] }) {
  const say = useText()
  const [open, setOpen] = useState<string>()
  return (
    <Section title={say(title, { count: rows.length })}>
      {rows.length === 0 ? (
        <None />
      ) : (
        <AccessTable
          caption={say(title, { count: rows.length })}
          rows={rows}
          by="both"
          open={open}
          onOpen={setOpen}
        />
      )}
    </Section>
  )
}

function Conflicts({ title, rows }: { title: MessageId; rows: DraftedConflictFragment[] }) {
  const say = useText()
  const [open, setOpen] = useState<string>()
  return (
    <Section title={say(title, { count: rows.length })}>
      {rows.length === 0 ? (
        <None />
      ) : (
        <ConflictTable
          caption={say(title, { count: rows.length })}
          rows={rows}
          open={open}
          onOpen={setOpen}
          brief
          detail={(row) => (
            <ConflictDetail conflict={row}>
              <ConflictSides rule={row.rule} left={row.left} right={row.right} />
            </ConflictDetail>
          )}
        />
      )}
    </Section>
  )
}

function None() {
  const say = useText()
  return <p className={styles.none}>{say('difference.none')}</p>
}
