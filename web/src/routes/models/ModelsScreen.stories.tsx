import { models } from '~/testing/fixtures/models'
import { InModels } from '~/testing/InModels'
import { failed, forbidden, nothing } from '~/testing/problems'
import { type ModelsProps, ModelsScreen } from './ModelsScreen'

const full: ModelsProps = {
  list: { state: 'ready', data: { rows: models } },
  filter: {},
  onFilter: nothing,
  onRetry: nothing,
}

const show = (part: Partial<ModelsProps> = {}) => (
  <InModels>
    <ModelsScreen {...full} {...part} />
  </InModels>
)

export const Full = () => show()
export const AtRest = () => show({ filter: { resting: true } })
export const FilteredAway = () => show({ filter: { use: 'PREDICT_APPROVER', resting: true } })
export const Nothing = () => show({ list: { state: 'ready', data: { rows: [] } } })
export const Loading = () => show({ list: { state: 'loading' } })
export const Forbidden = () => show({ list: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
