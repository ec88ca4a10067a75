import { useParams } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { CasePageDocument, ReopenCaseDocument, ResolveCaseDocument } from '~/api/caseDocuments'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { CaseText } from '~/i18n/CaseText'
import { useSession } from '../session'
import { CaseScreen } from './CaseScreen'
import type { CaseInFull } from './model'

/** Reads a case, and resolves it. */
export function CaseRoute() {
  return (
    <CaseText>
      <Case />
    </CaseText>
  )
}

function Case() {
  const { id = '' } = useParams({ strict: false })
  const { allowed } = useSession()
  const [query, reread] = useQuery({
    query: CasePageDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const retry = () => reread({ requestPolicy: 'network-only' })
  const found = loaded(query, ({ node }): CaseInFull | undefined => asType(node, 'Case'))
  return (
    <CaseScreen
      found={found}
      busy={command.busy}
      problem={command.problem}
      mayReadLog={allowed.has('AUDIT_READ')}
      onResolve={(code, note) => {
        if (found.state !== 'ready') return
        const { version } = found.data
        // Refused because it changed: what stands now is read, and the form keeps what was written.
        void command.run(ResolveCaseDocument, { id, version, code, note }).then(retry)
      }}
      onReopen={(reason) => {
        if (found.state !== 'ready') return
        void command.run(ReopenCaseDocument, { id, version: found.data.version, reason }).then(retry)
      }}
      onRetry={retry}
    />
  )
}
