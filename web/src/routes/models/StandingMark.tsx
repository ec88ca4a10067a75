import { useLabel } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { type ModelRow, standingOf, standingTone } from './standing'

interface Props {
  model: Pick<ModelRow, 'state' | 'stopped' | 'budget' | 'policy'>
  /** Without a ground of its own, in lists. */
  plain?: boolean
}

/** What a model does at present, in words and a colour. */
export function StandingMark({ model, plain }: Props) {
  const label = useLabel()
  const standing = standingOf(model)
  return (
    <Mark tone={standingTone[standing]} plain={plain}>
      {label('standing', standing)}
    </Mark>
  )
}
