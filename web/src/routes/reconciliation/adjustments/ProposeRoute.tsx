import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { loaded } from '~/api/loaded'
import { ProposeAdjustmentDocument, ReconBookableDocument, ReconLinesDocument } from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { showToast } from '~/ui/toast'
import { type AccountHead, type LineRow, waitingStates } from '../model'
import { LinePicker } from './LinePicker'
import { ProposeDialog } from './ProposeDialog'

const shown = 50

interface Props {
  account: AccountHead
  /** What the entry settles; absent lets the viewer pick. */
  lines?: readonly LineRow[]
  onClose: () => void
  /** With the id of what was proposed. */
  onProposed: (id: string) => void
}

/** Proposes an entry for lines that are given or picked. */
export function ProposeRoute({ account, lines, onClose, onProposed }: Props) {
  const say = useText()
  const command = useCommand()
  const [find, setFind] = useState('')
  const [picked, setPicked] = useState<readonly LineRow[]>([])
  const [accounts] = useQuery({ query: ReconBookableDocument, variables: { entityId: account.entity.id } })
  const filter = useMemo(
    () => ({ accountId: account.id, state: [...waitingStates], text: find.trim() || undefined }),
    [account.id, find],
  )
  const [open] = useQuery({
    query: ReconLinesDocument,
    variables: { filter, first: shown },
    pause: lines !== undefined,
    requestPolicy: 'cache-and-network',
  })
  const settled = lines ?? picked
  return (
    <ProposeDialog
      account={account.account}
      currency={account.currency}
      lines={settled}
      accounts={loaded(accounts, (data) => data.accounts)}
      busy={command.busy}
      problem={command.problem}
      onClose={onClose}
      onPropose={(proposal) =>
        void command
          .run(ProposeAdjustmentDocument, {
            accountId: account.id,
            lineIds: settled.map(({ id }) => id),
            ...proposal,
            kind: proposal.kind as never,
          })
          .then((done) => {
            if (!done) return
            const { id, key } = done.proposeAdjustment.adjustment
            onProposed(id)
            void showToast({
              message: say('adjust.proposed', { key }),
              lastsMs: 6_000,
              closeLabel: say('action.close'),
            })
          })
      }
      picker={
        lines ? undefined : (
          <LinePicker
            lines={loaded(open, (data) => data.lines.edges.map(({ node }) => node))}
            find={find}
            onFind={setFind}
            picked={picked}
            onPick={(line) =>
              setPicked((before) =>
                before.some(({ id }) => id === line.id)
                  ? before.filter(({ id }) => id !== line.id)
                  : [...before, line],
              )
            }
            onClear={() => setPicked([])}
          />
        )
      }
    />
  )
}
