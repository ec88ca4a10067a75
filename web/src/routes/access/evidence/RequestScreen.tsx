import type { RequestRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { Answer, type AnswerProps } from './Answer'
import { Objectives } from './Objectives'
import { Parameters, type ParametersProps } from './Parameters'
import styles from './Request.module.css'

export interface RequestProps
  extends Omit<ParametersProps, 'request' | 'busy' | 'problem'>, Omit<AnswerProps, 'request' | 'answer'> {
  request: Loaded<RequestRowFragment>
  /** Absent until it was asked. */
  answer?: AnswerProps['answer']
  /** Reads the requests again. */
  onReread: () => void
}

/** One request: what it is asked with, and the answer with its count, digest and place in the log. */
export function RequestScreen({ request, answer, download, onRetry, onReread, ...parameters }: RequestProps) {
  const say = useText()
  const formats = useFormats()
  const known = request.state === 'ready' ? request.data : undefined
  const problem = answer?.state === 'problem' ? answer.problem : undefined
  return (
    <Page
      title={known?.title ?? say('place.evidence')}
      aside={
        known && (
          <span className={styles.aside}>
            {say('request.numbered', { number: formats.count(known.number) })}
            <Objectives of={known.objective} />
          </span>
        )
      }
      back={{ href: '/access/evidence', label: say('request.back') }}
    >
      {request.state === 'problem' ? (
        request.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('request.forbidden')} text={request.problem.message} />
        ) : (
          <ProblemNotice problem={request.problem} onRetry={onReread} />
        )
      ) : request.state === 'loading' ? (
        <TableSkeleton
          label={say('request.loadingList')}
          rows={6}
          columns={[{ label: say('request.title'), wide: true }, { label: say('request.objectives') }]}
        />
      ) : (
        <>
          <Parameters
            request={request.data}
            busy={answer?.state === 'loading' || (answer?.state === 'ready' && answer.refreshing)}
            problem={problem?.field ? problem : undefined}
            {...parameters}
          />
          <div aria-live="polite" className={styles.answer}>
            {answer ? (
              <Answer request={request.data} answer={answer} download={download} onRetry={onRetry} />
            ) : (
              <EmptyNotice kind="nothing" title={say('request.start')} text={say('request.startText')} />
            )}
          </div>
        </>
      )}
    </Page>
  )
}
