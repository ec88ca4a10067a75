import type { ReactNode } from 'react'
import type { Problem } from '~/api/problem'
import { ines, jonas, mira, tomas } from '~/testing/fixtures/basics'
import {
  acting,
  asked,
  bolder,
  drafted,
  killed,
  quality,
  readOnly,
  simulation,
  spent,
  unknown,
  worse,
} from '~/testing/fixtures/models'
import { InModels } from '~/testing/InModels'
import { failed, forbidden, notFound, nothing } from '~/testing/problems'
import type { ModelInFull } from '../models/standing'
import { ActDialog } from './ActDialogs'
import type { Act } from './acts'
import { draftOf } from './draft'
import { DraftDialog } from './DraftDialog'
import { type ModelProps, ModelScreen } from './ModelScreen'
import { Policies } from './Policies'
import { PublishDialog } from './PublishDialog'
import { Quality, type QualityProps } from './Quality'
import { Simulator, type SimulatorProps } from './Simulator'

const period = { from: '2026-08-27', to: '2026-11-24' }

const frame = (
  model: ModelProps['model'],
  tab: ModelProps['tab'],
  children?: ReactNode,
  dialog?: ReactNode,
) => (
  <InModels path="/models/DE01/CODE_LINE">
    <ModelScreen model={model} viewer={jonas.id} tab={tab} onAct={nothing} onRetry={nothing}>
      {children}
    </ModelScreen>
    {dialog}
  </InModels>
)

const measured = (model: ModelInFull, of: QualityProps['quality'], dialog?: ReactNode) =>
  frame(
    { state: 'ready', data: model },
    'quality',
    <Quality model={model} period={period} onPeriod={nothing} quality={of} onRetry={nothing} />,
    dialog,
  )
const ready = (of: typeof quality | null): QualityProps['quality'] => ({ state: 'ready', data: { of } })

const policies = (model: ModelInFull, dialog?: ReactNode) =>
  frame(
    { state: 'ready', data: model },
    'policy',
    <Policies model={model} viewer={jonas.id} onDraft={nothing} onPublish={nothing} />,
    dialog,
  )

const simulator = (part: Partial<SimulatorProps> = {}) =>
  frame(
    { state: 'ready', data: acting },
    'simulator',
    <Simulator
      may={{ allowed: true }}
      first={{ by: 'target', value: '2', cap: '5000.00' }}
      currency="EUR"
      period={period}
      onPeriod={nothing}
      tries={[]}
      onTry={nothing}
      onDraft={nothing}
      {...part}
    />,
  )

const doing = (act: Act, model: ModelInFull = acting, problem?: Problem) =>
  measured(
    model,
    ready(quality),
    <ActDialog
      model={model}
      act={act}
      problem={problem}
      people={[mira, tomas, ines]}
      onFindPerson={nothing}
      onClose={nothing}
      onDo={nothing}
    />,
  )

const invalid: Problem = {
  code: 'INVALID',
  message: 'Two values are wrong.',
  details: {
    violations: [{ field: 'budget', message: 'A budget is more than nothing; without one, leave it out.' }],
  },
}

const bold = { by: 'target', value: '3', cap: '' } as const
const careful = { by: 'target', value: '1', cap: '5000.00' } as const
const bare = { by: 'threshold', value: '97.5', cap: '' } as const

export const Full = () => measured(acting, ready(quality))
export const Worse = () => measured(asked, ready(worse))
export const NothingKnown = () => measured(readOnly, ready(unknown))
export const NoAdvice = () => measured(readOnly, ready(null))
export const Spent = () => measured(spent, ready(quality))
export const Killed = () => measured(killed, ready(null))
export const Measuring = () => measured(acting, { state: 'loading' })
export const NotMeasured = () => measured(acting, { state: 'problem', problem: failed })
export const Kill = () => doing('kill')
export const Own = () => doing('own', killed)
export const Agree = () => doing('agree', asked, forbidden)
export const Policy = () => policies(acting)
export const Drafts = () => policies(drafted)
export const Undecided = () => policies(readOnly)
export const Draft = () =>
  policies(
    acting,
    <DraftDialog
      model={acting}
      first={{ ...draftOf(acting.policy), target: '60', budget: '0' }}
      currency="EUR"
      problem={invalid}
      onClose={nothing}
      onKeep={nothing}
    />,
  )
export const Publish = () =>
  policies(
    drafted,
    <PublishDialog
      model={drafted}
      draft={drafted.drafts[0] ?? drafted.policy}
      problem={forbidden}
      onClose={nothing}
      onPublish={nothing}
    />,
  )
export const Untried = () => simulator()
export const Simulated = () =>
  simulator({
    tries: [
      { candidate: bold, period, answer: { state: 'ready', data: bolder } },
      { candidate: careful, period, answer: { state: 'ready', data: simulation } },
    ],
  })
export const SimulatedOnce = () =>
  simulator({
    first: bare,
    tries: [{ candidate: bare, period, answer: { state: 'ready', data: simulation } }],
  })
export const Simulating = () =>
  simulator({ tries: [{ candidate: bold, period, answer: { state: 'loading' } }] })
export const SimulationFailed = () =>
  simulator({ tries: [{ candidate: bold, period, answer: { state: 'problem', problem: failed } }] })
export const SimulatorForbidden = () =>
  simulator({ may: { allowed: false, why: 'None of your roles lets you draft policies.' } })
export const Loading = () => frame({ state: 'loading' }, 'quality')
export const NotFound = () => frame({ state: 'problem', problem: notFound }, 'quality')
export const Forbidden = () => frame({ state: 'problem', problem: forbidden }, 'quality')
export const Failed = () => frame({ state: 'problem', problem: failed }, 'quality')
