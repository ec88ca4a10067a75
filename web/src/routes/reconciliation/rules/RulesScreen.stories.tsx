import type { ReactNode } from 'react'
import type { Problem } from '~/api/problem'
import { head } from '~/testing/fixtures/recon'
import {
  draftInFull,
  excluded,
  inForceInFull,
  ownDraft,
  rulesInForce,
  sets,
  trial,
  use,
} from '~/testing/fixtures/rules'
import { InRecon } from '~/testing/InRecon'
import { failed, forbidden, nothing } from '~/testing/problems'
import { AccountScreen } from '../account/AccountScreen'
import { tabs } from '../account/tabs'
import { type Draft, drafted, draftOf } from './draft'
import { type EditorProps, EditorScreen } from './EditorScreen'
import { PublishDialog } from './PublishDialog'
import { type RulesProps, RulesScreen } from './RulesScreen'

const untried = {
  from: '2026-08-26',
  to: '2026-11-24',
  onPeriod: nothing,
  onTry: nothing,
}
const tried = { ...untried, trial: { state: 'ready' as const, data: trial } }

const full: RulesProps = {
  sets: { state: 'ready', data: sets },
  shown: { state: 'ready', data: inForceInFull },
  use,
  onOpen: nothing,
  href: (id) => `#${id}`,
  edit: { allowed: true },
  onEdit: nothing,
  onPublish: nothing,
  trial: untried,
  onRetry: nothing,
}

const frame = (children: ReactNode, dialog?: ReactNode) => (
  <InRecon path="/reconciliation/ra1">
    <AccountScreen account={head} tabs={tabs} tab="rules" lost={0} onRun={nothing}>
      {children}
    </AccountScreen>
    {dialog}
  </InRecon>
)
const show = (part: Partial<RulesProps> = {}, dialog?: ReactNode) =>
  frame(<RulesScreen {...full} {...part} />, dialog)

const begun: Draft = {
  from: 3,
  rules: [
    ...draftOf({ number: 3, rules: rulesInForce }).rules,
    ...draftInFull.rules.slice(-1).map((rule) => drafted(rule, true)),
  ],
  origins: [
    {
      rule: 'Same amount and text, within 5 days',
      label: 'account maintenance #',
      size: 112,
      expectedHits: 96,
      counterExamples: 0,
      support: 31,
    },
  ],
}
const invalid: Problem = { code: 'INVALID', message: 'Two things are wrong with these rules.' }

const edit = (part: Partial<EditorProps> = {}) =>
  frame(
    <EditorScreen
      draft={begun}
      currency="EUR"
      sources={['BANK', 'LEDGER']}
      fees={[{ key: 'CARD', name: '2.9 % and 0.30 EUR of each' }]}
      inForce={rulesInForce}
      number={3}
      faults={new Map()}
      trial={untried}
      backHref="#rules"
      onChange={nothing}
      onKeep={nothing}
      onDiscard={nothing}
      {...part}
    />,
  )

export const Full = () => show({ open: 'mr2' })
export const Drafted = () =>
  show({ shown: { state: 'ready', data: draftInFull }, use: undefined, trial: tried })
export const OwnDraft = () => show({ shown: { state: 'ready', data: ownDraft }, begun: true })
export const Publish = () =>
  show(
    { shown: { state: 'ready', data: draftInFull } },
    <PublishDialog set={draftInFull} problem={forbidden} onClose={nothing} onPublish={nothing} />,
  )
export const Editor = () => edit({ trial: tried })
export const EditorFaults = () =>
  edit({
    draft: { ...begun, from: 2, origins: [] },
    problem: invalid,
    faults: new Map([
      ['0.days', 'Lines may lie 0 to 366 days apart.'],
      ['0.keys', 'A rule of one line to one compares AMOUNT, or names a tolerance.'],
      ['5.name', 'Two rules have the name "Likely".'],
    ]),
    trial: { ...untried, trial: { state: 'problem', problem: invalid } },
  })
export const LeavesOut = () =>
  edit({
    draft: {
      from: 3,
      origins: [],
      rules: [{ ...drafted(excluded), key: 'x1' }, ...draftOf({ number: 3, rules: rulesInForce }).rules],
    },
  })
export const EditorEmpty = () =>
  edit({
    draft: draftOf(null),
    inForce: [],
    number: undefined,
    trial: { ...untried, trial: { state: 'loading' } },
  })
export const Loading = () => show({ shown: { state: 'loading' }, sets: { state: 'loading' } })
export const Nothing = () => show({ sets: { state: 'ready', data: [] }, shown: { state: 'loading' } })
export const Forbidden = () => show({ sets: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ shown: { state: 'problem', problem: failed } })
