import type { StepWithoutFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Section } from '../Section'
import styles from './UncoveredSteps.module.css'

/** Steps of the approval policy that would lose their last approver; nothing when there are none. */
export function UncoveredSteps({ steps }: { steps: readonly StepWithoutFragment[] }) {
  const say = useText()
  if (steps.length === 0) return null
  return (
    <Section title={say('whatif.steps', { count: steps.length })}>
      <ul className={styles.list}>
        {steps.map(({ row, entity, why }) => (
          <li key={`${row.id} ${entity?.id}`}>
            {say('whatif.row', { order: row.order })} <bdi>{row.name}</bdi>
            {entity && ` · ${entity.code}`}: <bdi>{why}</bdi>
          </li>
        ))}
      </ul>
    </Section>
  )
}
