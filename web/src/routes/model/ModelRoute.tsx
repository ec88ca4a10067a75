import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useQuery } from 'urql'
import { loaded } from '~/api/loaded'
import {
  AdviceQualityDocument,
  AskPromotionDocument,
  DecidePromotionDocument,
  DemoteModelDocument,
  DraftAdvicePolicyDocument,
  KillModelDocument,
  ModelPageDocument,
  NameModelOwnerDocument,
  PublishAdvicePolicyDocument,
} from '~/api/modelDocuments'
import { useCommand } from '~/api/useCommand'
import { useNow } from '~/format/useFormats'
import { ModelText } from '~/i18n/ModelText'
import type { Person } from '~/ui/people'
import { useGroupCurrency, usePeople } from '../access/useChoices'
import type { ModelInFull, Policy } from '../models/standing'
import { uses } from '../models/search'
import { permitOf } from '../reconciliation/model'
import { oneOf } from '../search'
import { useSession } from '../session'
import { useAddress } from '../useAddress'
import { ActDialog } from './ActDialogs'
import type { Act } from './acts'
import { type Draft, draftInput, draftOf } from './draft'
import { DraftDialog } from './DraftDialog'
import { ModelScreen } from './ModelScreen'
import { lastDays, type Period } from './period'
import { Policies } from './Policies'
import { PublishDialog } from './PublishDialog'
import { Quality } from './Quality'
import { modelSearch } from './search'
import { Simulator } from './Simulator'
import { useSimulator } from './useSimulator'

const usualDays = 90

/** Reads a model, and does what may be done about it. */
export function ModelRoute() {
  return (
    <ModelText>
      <Model />
    </ModelText>
  )
}

type Asking = { what: Act } | { what: 'draft'; first: Draft } | { what: 'publish'; draft: Policy }

function Model() {
  const { entity: code = '', use: wanted } = useParams({ strict: false })
  const { user, entities } = useSession()
  const [{ tab = 'quality' }] = useAddress(modelSearch)
  const use = oneOf(uses, wanted)
  const entity = entities.find((each) => each.code === code)
  const [query, reread] = useQuery({
    query: ModelPageDocument,
    variables: { entityId: entity?.id ?? '' },
    pause: !entity || !use,
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const [asking, setAsking] = useState<Asking>()
  const people = usePeople()
  const currency = useGroupCurrency()
  const found =
    entity && use
      ? loaded(query, ({ models }) => models.find((each) => each.use === use))
      : ({ state: 'problem', problem: { code: 'NOT_FOUND', message: '' } } as const)
  const retry = () => reread({ requestPolicy: 'network-only' })
  const ask = (what: Asking) => {
    command.clear()
    setAsking(what)
  }
  const close = () => setAsking(undefined)
  const ended = (done: unknown) => {
    // Refused because somebody was first: what stands now is read, and the dialog still says why.
    retry()
    if (done) close()
  }
  const model = found.state === 'ready' ? found.data : undefined
  const act = (what: Act, reason: string, owner?: Person) => {
    if (!model) return
    const on = { entityId: model.entity.id, use: model.use }
    const run = {
      kill: () => command.run(KillModelDocument, { ...on, reason }),
      demote: () => command.run(DemoteModelDocument, { ...on, reason }),
      own: () => command.run(NameModelOwnerDocument, { ...on, ownerId: owner?.id ?? '', reason }),
      ask: () => command.run(AskPromotionDocument, { ...on, reason }),
      agree: () => command.run(DecidePromotionDocument, { ...on, agree: true, comment: reason }),
      refuse: () => command.run(DecidePromotionDocument, { ...on, agree: false, comment: reason }),
    }[what]
    void run().then(ended)
  }
  const dialog = { busy: command.busy, problem: command.problem, onClose: close }
  return (
    <>
      <ModelScreen model={found} viewer={user.id} tab={tab} onAct={(what) => ask({ what })} onRetry={retry}>
        {model && tab === 'quality' && <QualityPart model={model} />}
        {model && tab === 'policy' && (
          <Policies
            model={model}
            viewer={user.id}
            onDraft={() => ask({ what: 'draft', first: draftOf(model.policy) })}
            onPublish={(draft) => ask({ what: 'publish', draft })}
          />
        )}
        {model && tab === 'simulator' && (
          <SimulatorPart
            model={model}
            currency={currency}
            onDraft={(first) => ask({ what: 'draft', first })}
          />
        )}
      </ModelScreen>
      {model && asking?.what === 'draft' && currency && (
        <DraftDialog
          {...dialog}
          model={model}
          first={asking.first}
          currency={currency}
          onKeep={(draft, reason) =>
            void command
              .run(DraftAdvicePolicyDocument, {
                entityId: model.entity.id,
                use: model.use,
                ...draftInput(draft, model.use, currency),
                reason,
              })
              .then(ended)
          }
        />
      )}
      {model && asking?.what === 'publish' && (
        <PublishDialog
          {...dialog}
          model={model}
          draft={asking.draft}
          onPublish={(reason) =>
            void command.run(PublishAdvicePolicyDocument, { id: asking.draft.id, reason }).then(ended)
          }
        />
      )}
      {model && asking && asking.what !== 'draft' && asking.what !== 'publish' && (
        <ActDialog
          {...dialog}
          {...people}
          key={asking.what}
          model={model}
          act={asking.what}
          onDo={(reason, owner) => act(asking.what, reason, owner)}
        />
      )}
    </>
  )
}

/** The period in the address; the usual one without. */
function usePeriod(): [Period, (period: Period) => void] {
  const now = useNow()
  const [{ from, to }, setAddress] = useAddress(modelSearch)
  const usual = lastDays(usualDays, now)
  return [{ from: from ?? usual.from, to: to ?? usual.to }, (period) => setAddress(period, true)]
}

function QualityPart({ model }: { model: ModelInFull }) {
  const [period, onPeriod] = usePeriod()
  const [query, reread] = useQuery({
    query: AdviceQualityDocument,
    variables: { filter: { ...period, use: [model.use], entityId: [model.entity.id] } },
    requestPolicy: 'cache-and-network',
  })
  return (
    <Quality
      model={model}
      period={period}
      onPeriod={onPeriod}
      quality={loaded(query, ({ adviceQuality: [of = null] }) => ({ of }))}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}

function SimulatorPart({
  model,
  currency,
  onDraft,
}: {
  model: ModelInFull
  currency?: string
  onDraft: (first: Draft) => void
}) {
  const [period, onPeriod] = usePeriod()
  const { tries, onTry } = useSimulator(model.entity.id, period, currency ?? '')
  const edit = permitOf(model.can, 'POLICY_EDIT')
  const publish = permitOf(model.can, 'THRESHOLD_PUBLISH')
  const first = draftOf(model.policy)
  return (
    <Simulator
      may={edit.allowed || publish.allowed ? { allowed: true } : edit}
      first={{ by: 'target', value: first.target, cap: first.cap }}
      currency={currency}
      period={period}
      onPeriod={onPeriod}
      tries={tries}
      onTry={onTry}
      onDraft={
        edit.allowed
          ? ({ value, cap }) => onDraft({ ...first, automatic: true, target: value, cap })
          : undefined
      }
    />
  )
}
