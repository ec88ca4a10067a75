import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { PersonSelect } from '~/ui/access/PersonSelect'
import { CommentDialog } from '~/ui/CommentDialog'
import type { Person } from '~/ui/people'
import type { ModelInFull } from '../models/standing'
import type { Act } from './acts'

interface Props {
  model: ModelInFull
  act: Act
  busy?: boolean
  problem?: Problem
  /** Whom the search for an owner has found. */
  people: Person[]
  onFindPerson: (text: string) => void
  onClose: () => void
  /** With whom, when an owner is named. */
  onDo: (reason: string, owner?: Person) => void
}

/** Says plainly what an act does, and asks why. */
export function ActDialog({ model, act, busy, problem, people, onFindPerson, onClose, onDo }: Props) {
  const say = useText()
  const label = useLabel()
  const [owner, setOwner] = useState<Person>()
  const what = { use: label('use', model.use), entity: model.entity.code }
  return (
    <CommentDialog
      title={say(`model.title.${act}`, what)}
      text={say(`model.text.${act}`)}
      doLabel={say(`model.act.${act}`)}
      needed
      most={1000}
      grave={act === 'kill' || act === 'demote'}
      whole={act !== 'own' || owner !== undefined}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) => onDo(reason ?? '', owner)}
    >
      {act === 'own' && (
        <PersonSelect
          label={say('model.newOwner')}
          shown
          person={owner}
          people={people}
          onFind={onFindPerson}
          onChange={setOwner}
          error={problem?.field === 'ownerId' ? problem.message : undefined}
        />
      )}
    </CommentDialog>
  )
}
