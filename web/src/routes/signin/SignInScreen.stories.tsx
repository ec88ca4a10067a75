import { failed, nothing, offline } from '~/testing/problems'
import { type SignInProps, SignInScreen } from './SignInScreen'

const people = [
  {
    id: 'u3',
    name: 'Inês Carvalho',
    title: 'Accounts payable clerk',
    email: 'ines.carvalho@rheinwerk.example',
    entity: 'DE01',
    hint: 'Enters and mends invoices',
  },
  {
    id: 'u1',
    name: 'Mira Köhler',
    title: 'Plant controller',
    email: 'mira.koehler@rheinwerk.example',
    entity: 'DE01',
    hint: 'Approves up to 50,000 EUR',
  },
  {
    id: 'u2',
    name: 'Tomáš Dvořák',
    title: 'Finance director',
    email: 'tomas.dvorak@rheinwerk.example',
    entity: 'CZ01',
    hint: '',
  },
  {
    id: 'u5',
    name: '佐藤 由紀',
    title: 'Controller, Japan',
    email: 'yuki.sato@rheinwerk.example',
    entity: 'JP01',
    hint: '',
  },
  {
    id: 'u4',
    name: 'Jonas Bergström',
    title: 'Chief financial officer',
    email: 'jonas.bergstrom@rheinwerk.example',
    entity: 'All',
    hint: 'Approves without limit',
  },
]

const show = (part: Partial<SignInProps> = {}) => (
  <SignInScreen
    config={{ state: 'ready', data: { mode: 'demo', people } }}
    onRetry={nothing}
    onChoose={nothing}
    {...part}
  />
)

export const Demo = () => show()
export const Entering = () => show({ busy: 'mira.koehler@rheinwerk.example' })
export const Organisation = () => show({ config: { state: 'ready', data: { mode: 'oidc', people: [] } } })
export const Refused = () =>
  show({ problem: { code: 'FORBIDDEN', message: 'This person has left.', requestId: 'aa01' } })
export const Loading = () => show({ config: { state: 'loading' } })
export const Failed = () => show({ config: { state: 'problem', problem: failed } })
export const Offline = () => show({ config: { state: 'problem', problem: offline } })
