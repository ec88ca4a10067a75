import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import {
  CodeInvoiceDocument,
  type InvoicePartsFragment,
  InvoicePageDocument,
  ItemChangedDocument,
  UpdateInvoiceDocument,
} from '~/api/documents'
import { watch } from '~/api/live'
import { asType, loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { undo, useDecision } from '~/api/useDecision'
import { asksReason, useItemActs } from '~/api/useItemActs'
import { useText } from '~/i18n/useText'
import { type Reason, ReasonDialog, type ReasonFor } from '~/ui/item/ReasonDialog'
import { type ItemAct, verdictOfInvoice } from '~/ui/item/verdict'
import { useKeys } from '~/ui/useKeys'
import { useSession } from '../session'
import { useAddress, useGo } from '../useAddress'
import { Dialogs } from './Dialogs'
import { InvoiceScreen } from './InvoiceScreen'
import { invoiceSearch } from './search'

// Loaded beside the page: what models advise is no part of what an invoice is.
const Advice = lazy(() => import('./advice/AdviceRoute').then((m) => ({ default: m.AdviceRoute })))

/** Reads an invoice, keeps it fresh, decides and mends it. */
export function InvoiceRoute() {
  const { id = '' } = useParams({ strict: false })
  const say = useText()
  const go = useGo()
  const { user } = useSession()
  const [address, setAddress] = useAddress(invoiceSearch)
  const [query, reread] = useQuery({
    query: InvoicePageDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const read = loaded(query, ({ node }) => asType(node, 'Invoice'))
  const invoice = read.state === 'ready' && read.data.id === id ? read.data : undefined
  useEffect(
    () =>
      watch(
        ItemChangedDocument,
        { ids: [id] },
        {
          cursor: ({ itemChanged }) => itemChanged.cursor,
          next: () => reread({ requestPolicy: 'network-only' }),
        },
      ),
    [id, reread],
  )
  const command = useCommand()
  const { clear } = command
  const decide = useDecision(command)
  const runAct = useItemActs(command)
  const [asking, setAsking] = useState<ReasonFor>()
  const verdict = invoice && verdictOfInvoice(invoice)
  const task = verdict?.decide
  const closeDialogs = () => {
    setAsking(undefined)
    if (address.do) setAddress({ do: undefined }, true)
    clear()
  }
  const finish = async (
    current: InvoicePartsFragment,
    outcome: 'APPROVE' | 'RETURN' | 'REJECT',
    reason?: Reason,
  ) => {
    if (!task) return
    if (
      await decide({ task, outcome, reasonCode: reason?.code, comment: reason?.text, title: current.title })
    )
      closeDialogs()
  }
  const act = async (current: InvoicePartsFragment, what: ItemAct, reason?: string) => {
    if (what === 'edit' || what === 'code') return setAddress({ do: what }, true)
    if (asksReason(what) && reason === undefined) return setAsking(what)
    if (await runAct(what, current, reason)) closeDialogs()
  }
  useKeys({
    a: invoice && task && !command.busy ? () => void finish(invoice, 'APPROVE') : undefined,
    r: task && !command.busy ? () => setAsking('RETURN') : undefined,
    u: undo,
    e: () => {
      const file = invoice?.evidence.find(({ kind }) => kind === 'DOCUMENT')
      if (file) window.location.assign(file.downloadUrl)
    },
    Escape: () => go('/inbox'),
  })
  const mending =
    invoice && address.do && [...(verdict?.acts ?? []), ...(verdict?.more ?? [])].includes(address.do)
      ? address.do
      : undefined
  return (
    <>
      <InvoiceScreen
        invoice={invoice || read.state === 'problem' ? read : { state: 'loading' }}
        viewerId={user.id}
        back={{ href: '/invoices', label: say('nav.invoices') }}
        advice={
          invoice && (
            <Suspense>
              <Advice id={invoice.id} version={invoice.version} />
            </Suspense>
          )
        }
        busy={command.busy}
        problem={asking || mending ? undefined : command.problem}
        onRetry={() => {
          clear()
          reread({ requestPolicy: 'network-only' })
        }}
        onApprove={() => invoice && void finish(invoice, 'APPROVE')}
        onReturn={() => setAsking('RETURN')}
        onReject={() => setAsking('REJECT')}
        onAct={(what) => invoice && void act(invoice, what)}
      />
      {asking && invoice && (
        <ReasonDialog
          what={asking}
          subject={invoice.title}
          busy={command.busy}
          problem={command.problem}
          onClose={closeDialogs}
          onGive={(reason) =>
            void (asking === 'RETURN' || asking === 'REJECT'
              ? finish(invoice, asking, reason)
              : act(invoice, asking as ItemAct, reason.text))
          }
        />
      )}
      {mending && invoice && (
        <Dialogs
          what={mending}
          invoice={invoice}
          busy={command.busy}
          problem={command.problem}
          onClose={closeDialogs}
          onEdit={async (edit) => {
            if (
              await command.run(UpdateInvoiceDocument, { id: invoice.id, version: invoice.version, ...edit })
            )
              closeDialogs()
          }}
          onCode={async (lines) => {
            if (await command.run(CodeInvoiceDocument, { id: invoice.id, version: invoice.version, lines }))
              closeDialogs()
          }}
        />
      )}
    </>
  )
}
