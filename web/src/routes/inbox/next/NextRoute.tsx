import { useQuery } from 'urql'
import { NextStepsDocument } from '~/api/adviceDocuments'
import { asType, loaded } from '~/api/loaded'
import { AdviceText } from '~/i18n/AdviceText'
import { NextSteps } from './NextSteps'

/** Reads what may be done next about a task; `version` of its invoice reads it anew. */
export function NextRoute({ task, version }: { task: string; version: number }) {
  return (
    <AdviceText>
      <Read key={`${task} ${version}`} task={task} />
    </AdviceText>
  )
}

function Read({ task }: { task: string }) {
  const [query] = useQuery({
    query: NextStepsDocument,
    variables: { id: task },
    requestPolicy: 'cache-and-network',
  })
  return <NextSteps steps={loaded(query, ({ node }) => asType(node, 'Task')?.nextActions)} onLook={show} />
}

/** Brings the advice that a step looks into before the viewer's eyes. */
function show(advice: string) {
  const card = document.querySelector<HTMLElement>(`[data-advice="${CSS.escape(advice)}"]`)
  card?.scrollIntoView({ block: 'center' })
  card?.querySelector('button')?.focus({ preventScroll: true })
}
