import { Tooltip } from '@mantine/core'
import type { PlacePartsFragment } from '~/api/documents'
import { useWhere } from './useWhere'

interface Props {
  entities: readonly Pick<PlacePartsFragment, 'code'>[]
  group: boolean
}

/** Where a right holds; all of a long list on hover. */
export function Where({ entities, group }: Props) {
  const where = useWhere()
  const [short, whole] = [where(entities, group), where(entities, group, true)]
  return (
    <Tooltip label={whole} disabled={short === whole}>
      <span>{short}</span>
    </Tooltip>
  )
}
