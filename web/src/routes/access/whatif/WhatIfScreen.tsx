import type { SimulateAccessQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { DraftPart, type DraftPartProps } from './DraftPart'
import { isEmpty } from './draft'
import { Outcome } from './Outcome'
import styles from './WhatIfScreen.module.css'

export interface WhatIfProps extends DraftPartProps {
  /** Absent while the draft is empty. */
  outcome?: Loaded<SimulateAccessQuery['simulateAccess']>
  /** The area shows the past, on which no draft can stand. */
  past: boolean
  onRetry: () => void
}

/** A draft of access, and what would follow from it; nothing is changed. */
export function WhatIfScreen({ outcome, past, onRetry, ...draft }: WhatIfProps) {
  const say = useText()
  return (
    <Page title={say('place.whatif')} aside={say(past ? 'whatif.past' : 'whatif.aside')}>
      <div className={styles.root}>
        <DraftPart {...draft} />
        <div className={styles.outcome} aria-live="polite">
          {isEmpty(draft.draft) || !outcome ? (
            <EmptyNotice kind="nothing" title={say('whatif.start')} text={say('whatif.startText')} />
          ) : outcome.state === 'loading' ? (
            <TableSkeleton
              label={say('whatif.loading')}
              rows={8}
              columns={[
                { label: say('access.person') },
                { label: say('access.action') },
                { label: say('access.where'), wide: true },
              ]}
            />
          ) : outcome.state === 'problem' ? (
            outcome.problem.code === 'FORBIDDEN' ? (
              <EmptyNotice kind="forbidden" title={say('whatif.forbidden')} text={outcome.problem.message} />
            ) : (
              <ProblemNotice problem={outcome.problem} onRetry={onRetry} />
            )
          ) : (
            <Outcome simulation={outcome.data} />
          )}
        </div>
      </div>
    </Page>
  )
}
