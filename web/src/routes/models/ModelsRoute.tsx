import { useQuery } from 'urql'
import { loaded } from '~/api/loaded'
import { ModelsDocument } from '~/api/modelDocuments'
import { ModelText } from '~/i18n/ModelText'
import { useAddress, useEntity } from '../useAddress'
import { ModelsScreen } from './ModelsScreen'
import { modelsSearch } from './search'
import type { ModelRow } from './standing'

/** Entities in the order in which the frame lists them; uses of one stay in that of the API. */
const byCode = (a: ModelRow, b: ModelRow) => a.entity.code.localeCompare(b.entity.code)

/** The list of models. */
export function ModelsRoute() {
  return (
    <ModelText>
      <Models />
    </ModelText>
  )
}

function Models() {
  const [filter, setAddress] = useAddress(modelsSearch)
  const entity = useEntity()
  const [query, reread] = useQuery({
    query: ModelsDocument,
    variables: { entityId: entity && [entity.id] },
    requestPolicy: 'cache-and-network',
  })
  return (
    <ModelsScreen
      list={loaded(query, ({ models }) => ({ rows: models.toSorted(byCode) }))}
      filter={filter}
      onFilter={(next) => setAddress({ use: undefined, resting: undefined, ...next }, true)}
      onRetry={() => reread({ requestPolicy: 'network-only' })}
    />
  )
}
