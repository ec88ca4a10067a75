import { useState } from 'react'
import { useQuery } from 'urql'
import { DecideAdviceDocument, InvoiceAdviceDocument } from '~/api/adviceDocuments'
import { CodingChoicesDocument } from '~/api/documents'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { AdviceText } from '~/i18n/AdviceText'
import type { Advice } from '~/ui/advice/model'
import { OtherwiseDialog } from '~/ui/advice/OtherwiseDialog'
import { AdviceSection } from './AdviceSection'

interface Asking {
  what: 'EDIT' | 'REJECT'
  advice: Advice
  opened: boolean
}

/** Reads what models advise on an invoice and decides on it; `version` reads it anew. */
export function AdviceRoute({ id, version }: { id: string; version: number }) {
  return (
    <AdviceText>
      <Read key={version} id={id} />
    </AdviceText>
  )
}

function Read({ id }: { id: string }) {
  const [query] = useQuery({
    query: InvoiceAdviceDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const invoice = loaded(query, ({ node }) => asType(node, 'Invoice'))
  const [asking, setAsking] = useState<Asking>()
  const [choices] = useQuery({
    query: CodingChoicesDocument,
    variables: { entityId: invoice.state === 'ready' ? invoice.data.entity.id : '' },
    pause: asking?.what !== 'EDIT' || invoice.state !== 'ready',
  })
  const { run, busy, problem, clear } = useCommand()
  const close = () => {
    setAsking(undefined)
    clear()
  }
  const accept = ({ id, version }: Advice, openedEvidence: boolean) =>
    run(DecideAdviceDocument, { id, version, decision: 'ACCEPT', openedEvidence })
  return (
    <>
      <AdviceSection
        invoice={invoice}
        busy={busy}
        problem={asking ? undefined : problem}
        onAccept={(advice, opened) => void accept(advice, opened)}
        onEdit={(advice, opened) => setAsking({ what: 'EDIT', advice, opened })}
        onReject={(advice, opened) => setAsking({ what: 'REJECT', advice, opened })}
      />
      {asking && (
        <OtherwiseDialog
          advice={asking.advice}
          choices={asking.what === 'EDIT' ? loaded(choices, (data) => data) : undefined}
          busy={busy}
          problem={problem}
          onClose={close}
          onGive={async ({ feedback, reason, accountId, costCenterId }) => {
            const done = await run(DecideAdviceDocument, {
              id: asking.advice.id,
              version: asking.advice.version,
              decision: asking.what,
              editedTo: asking.what === 'EDIT' ? { accountId, costCenterId } : undefined,
              feedback,
              reason,
              openedEvidence: asking.opened,
            })
            if (done) close()
          }}
        />
      )}
    </>
  )
}
