import { useEffect, useState } from 'react'
import { useQuery } from 'urql'
import {
  DiscardIntakeDocument,
  type IntakePartsFragment,
  IntakesDocument,
  ResubmitIntakeDocument,
} from '~/api/documents'
import { loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { ReasonDialog } from '~/ui/item/ReasonDialog'
import { useSession } from '../session'
import { useAddress, useEntity } from '../useAddress'
import { useForwardPages } from '../usePages'
import { uploadSearch } from './search'
import { UploadScreen } from './UploadScreen'
import { useUploads } from './UploadsProvider'

const pageSize = 25

/** Reads what was received; takes in, resubmits and discards. */
export function UploadRoute() {
  const { entities, allowed } = useSession()
  const narrowed = useEntity()
  const [address, setAddress] = useAddress(uploadSearch)
  const uploads = useUploads()
  const [discarding, setDiscarding] = useState<IntakePartsFragment>()
  const [busyId, setBusyId] = useState<string>()
  const command = useCommand()
  const [query, reread] = useQuery({
    query: IntakesDocument,
    variables: {
      filter: {
        state: address.state ? [address.state] : undefined,
        entityId: narrowed ? [narrowed.id] : undefined,
      },
      first: pageSize,
      after: address.after,
    },
    requestPolicy: 'cache-and-network',
  })
  useEffect(() => {
    if (uploads.finished > 0) reread({ requestPolicy: 'network-only' })
  }, [uploads.finished, reread])
  const pageInfo = query.data?.intakes.pageInfo
  const pages = useForwardPages(address.after, pageInfo, (after) => setAddress({ after }))
  const again = () => reread({ requestPolicy: 'network-only' })
  return (
    <>
      <UploadScreen
        entities={entities}
        entityId={uploads.entityId}
        onEntity={uploads.setEntity}
        held={uploads.held}
        rows={uploads.rows}
        onFiles={allowed.has('INVOICE_ENTER') ? uploads.add : undefined}
        onClear={uploads.clear}
        list={loaded(query, ({ intakes }) => ({
          rows: intakes.edges.map(({ node }) => node),
          total: intakes.totalCount,
          page: pages.state,
        }))}
        state={address.state}
        onState={(state) => setAddress({ state, after: undefined, before: undefined })}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        onRetry={again}
        busyId={busyId}
        problem={discarding ? undefined : command.problem}
        onResubmit={async ({ id, version }) => {
          setBusyId(id)
          await command.run(ResubmitIntakeDocument, { id, version })
          setBusyId(undefined)
          again()
        }}
        onDiscard={(intake) => {
          command.clear()
          setDiscarding(intake)
        }}
      />
      {discarding && (
        <ReasonDialog
          what="discard"
          subject={discarding.file.name}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setDiscarding(undefined)}
          onGive={async ({ text }) => {
            if (
              await command.run(DiscardIntakeDocument, {
                id: discarding.id,
                version: discarding.version,
                reason: text,
              })
            )
              setDiscarding(undefined)
          }}
        />
      )}
    </>
  )
}
