import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { ModelInFull, Policy } from '../models/standing'
import { PolicyFacts } from './PolicyFacts'

interface Props {
  model: Pick<ModelInFull, 'use' | 'policy'>
  draft: Policy
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onPublish: (reason?: string) => void
}

/** Says what puts a draft in force and what it changes, and asks for words where there is more to say. */
export function PublishDialog({ model, draft, busy, problem, onClose, onPublish }: Props) {
  const say = useText()
  return (
    <CommentDialog
      title={say('policy.publish', { number: draft.number })}
      text={say('policy.publishText')}
      doLabel={say('policy.publish', { number: draft.number })}
      needed={false}
      most={1000}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={onPublish}
    >
      <PolicyFacts policy={draft} use={model.use} before={model.policy} changesOnly />
    </CommentDialog>
  )
}
