import type { AccessRowFragment, MayPersonQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { AccessTable } from '~/ui/access/AccessTable'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { TableSkeleton } from '~/ui/TableSkeleton'
import styles from './ExplorerScreen.module.css'
import { Questions, type QuestionsProps } from './Questions'
import { Verdict } from './Verdict'

/** What a question is answered with: rows, or a verdict. */
export type Answer =
  { kind: 'rows'; rows: AccessRowFragment[] } | { kind: 'verdict'; verdict: MayPersonQuery['accessCheck'] }

export interface ExplorerProps extends QuestionsProps {
  /** Absent until something was asked. */
  answer?: Loaded<Answer>
  open?: string
  onOpen: (key?: string) => void
  onRetry: () => void
}

/** Who can do what and why, asked from either side. */
export function ExplorerScreen({ answer, open, onOpen, onRetry, ...questions }: ExplorerProps) {
  const say = useText()
  return (
    <Page title={say('place.explorer')}>
      <Questions {...questions} />
      <div className={styles.answer} aria-live="polite">
        <AnswerPart
          answer={answer}
          question={questions.question}
          open={open}
          onOpen={onOpen}
          onRetry={onRetry}
        />
      </div>
    </Page>
  )
}

type AnswerProps = Pick<ExplorerProps, 'answer' | 'question' | 'open' | 'onOpen' | 'onRetry'>

function AnswerPart({ answer, question, open, onOpen, onRetry }: AnswerProps) {
  const say = useText()
  const label = useLabel()
  const { ask, person, action, subject, over } = question
  if (!answer)
    return <EmptyNotice kind="nothing" title={say('explorer.start')} text={say('explorer.startText')} />
  if (answer.state === 'loading')
    return (
      <TableSkeleton
        label={say('explorer.loading')}
        rows={8}
        columns={[
          { label: say(ask === 'who' ? 'access.person' : 'access.action') },
          { label: say('access.where'), wide: true },
          { label: say('access.limit'), align: 'end' },
          { label: say('access.uses'), align: 'end' },
          { label: say('access.lastUse') },
          { label: say('access.conflicts') },
        ]}
      />
    )
  if (answer.state === 'problem')
    return answer.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={say('explorer.forbidden')} text={answer.problem.message} />
    ) : (
      <ProblemNotice problem={answer.problem} onRetry={onRetry} />
    )
  if (answer.data.kind === 'verdict') return <Verdict verdict={answer.data.verdict} question={question} />
  const { rows } = answer.data
  const what = action ? label('act', action) : ''
  if (rows.length === 0)
    return ask === 'what' ? (
      <EmptyNotice kind="nothing" title={say('explorer.whatNothing', { name: person?.name })} />
    ) : (
      <EmptyNotice
        kind={subject || over ? 'filtered' : 'nothing'}
        title={say('explorer.nobody', { what })}
        text={subject || over ? say('explorer.nobodyText') : undefined}
      />
    )
  return (
    <>
      <h2 className={styles.title}>
        {ask === 'what'
          ? say('explorer.whatAnswer', { name: person?.name, count: rows.length })
          : say('explorer.whoAnswer', { what, count: rows.length })}
      </h2>
      <AccessTable
        caption={say('explorer.answer')}
        rows={rows}
        by={ask === 'what' ? 'action' : 'person'}
        open={open}
        onOpen={onOpen}
      />
    </>
  )
}
