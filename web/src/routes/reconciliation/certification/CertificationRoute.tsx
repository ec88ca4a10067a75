import { useState } from 'react'
import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import { CertificationDocument, CertifyDocument } from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { CertificationScreen, type Reconciliation, type SignRole } from './CertificationScreen'
import { SignDialog } from './SignDialog'

/** Reads the latest periods of an account, and signs them. */
export function CertificationRoute({ id }: { id: string }) {
  const [query, reread] = useQuery({
    query: CertificationDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const [signing, setSigning] = useState<{ of: Reconciliation; role: SignRole }>()
  const retry = () => reread({ requestPolicy: 'network-only' })
  const sign = async (of: Reconciliation, role: SignRole, note?: string) => {
    const done = await command.run(CertifyDocument, {
      accountId: id,
      periodId: of.period.id,
      role,
      covers: of.dataHash,
      note,
    })
    // Refused because the data changed: what stands now is read, and the dialog still says why.
    retry()
    if (done) setSigning(undefined)
  }
  return (
    <>
      <CertificationScreen
        list={loaded(query, ({ node }) => asType(node, 'ReconAccount')?.reconciliations)}
        busy={command.busy}
        onSign={(of, role) => {
          command.clear()
          setSigning({ of, role })
        }}
        onRetry={retry}
      />
      {signing && (
        <SignDialog
          {...signing}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setSigning(undefined)}
          onSign={(note) => void sign(signing.of, signing.role, note)}
        />
      )}
    </>
  )
}
