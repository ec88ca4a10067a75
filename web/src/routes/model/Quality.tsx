import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { QualityPartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark } from '~/ui/Mark'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Section } from '~/ui/Section'
import { BudgetBar } from '../models/BudgetBar'
import type { Budget, ModelRow } from '../models/standing'
import { useModelWords } from '../models/useModelWords'
import { Bins } from './Bins'
import { Drift } from './Drift'
import type { Period } from './period'
import { PeriodPicker } from './PeriodPicker'
import { isOff } from './plot'
import styles from './Quality.module.css'
import { Reliability } from './Reliability'

export interface QualityProps {
  model: Pick<ModelRow, 'policy' | 'budget' | 'use'>
  period: Period
  onPeriod: (period: Period) => void
  /** Null: there was no advice in the period. */
  quality: Loaded<{ of: QualityPartsFragment | null }>
  onRetry: () => void
}

/** How good the advice of a period was: how far its confidences can be believed, what people made of it, and what went wrong. */
export function Quality({ model, period, onPeriod, quality, onRetry }: QualityProps) {
  const say = useText()
  return (
    <div className={styles.root}>
      <PeriodPicker period={period} onPeriod={onPeriod} />
      {quality.state === 'loading' ? (
        <div role="status" aria-label={say('quality.loading')}>
          <Skeleton height={76} mb={14} />
          <Skeleton height={360} />
        </div>
      ) : quality.state === 'problem' ? (
        <ProblemNotice problem={quality.problem} onRetry={onRetry} />
      ) : quality.data.of === null ? (
        <EmptyNotice kind="nothing" title={say('quality.nothing')} text={say('quality.nothingText')} />
      ) : (
        <Measured quality={quality.data.of} model={model} />
      )}
      {model.policy.number > 0 && model.use === 'CODE_LINE' && (
        <Section title={say('models.budget')}>
          <ErrorMoney budget={model.budget} />
        </Section>
      )}
    </div>
  )
}

/** A mean distance above this is more than the house allows its models. */
const worstCalibration = 0.02

function Measured({
  quality,
  model: { policy },
}: {
  quality: QualityPartsFragment
  model: QualityProps['model']
}) {
  const say = useText()
  const formats = useFormats()
  const { rate, share } = useModelWords()
  const { n, known, automatic, wrongAutomatic, decided } = quality
  const wrongRate = automatic > 0 ? wrongAutomatic / automatic : 0
  const broken = policy.automatic && wrongRate > policy.target
  // Of a few, chance alone makes a distance.
  const off = quality.calibrationError > worstCalibration && quality.calibration.some(isOff)
  return (
    <>
      <ul className={styles.tiles} aria-label={say('quality.inShort')}>
        <Tile name={say('quality.given')} figure={formats.count(n)}>
          {say('quality.known', { known: formats.count(known) })}
        </Tile>
        <Tile name={say('quality.right')} figure={known > 0 ? rate(quality.precision) : '–'}>
          {say('quality.recall', { share: rate(quality.recall) })}
        </Tile>
        <Tile name={say('quality.overridden')} figure={decided > 0 ? rate(quality.overrideRate) : '–'}>
          {say('quality.decided', { count: formats.count(decided) })}
        </Tile>
        <Tile name={say('quality.unopened')} figure={decided > 0 ? rate(quality.rubberStampRate) : '–'}>
          {say('quality.unopenedText')}
        </Tile>
        <Tile name={say('quality.automatic')} figure={formats.count(automatic)}>
          {say('quality.ofAll', { share: rate(n > 0 ? automatic / n : 0) })}
        </Tile>
        <Tile
          name={say('quality.wrong')}
          figure={formats.count(wrongAutomatic)}
          money={automatic > 0 && <Amount money={quality.wrongAutomaticMoney} size="md" />}
          mark={broken && <Mark tone="risk">{say('quality.broken')}</Mark>}
        >
          {automatic > 0
            ? say('quality.wrongRate', { share: rate(wrongRate), promised: share(policy.target) })
            : say('quality.noneAutomatic')}
        </Tile>
      </ul>
      <Section
        title={say('quality.reliability')}
        summary={
          known > 0 && (
            <Mark tone={off ? 'risk' : 'done'} plain>
              {say('quality.calibration', { error: rate(quality.calibrationError) })}
            </Mark>
          )
        }
      >
        {known === 0 ? (
          <p className={styles.note}>{say('quality.noneKnown')}</p>
        ) : (
          <>
            <p className={styles.note}>{say('quality.reliabilityText')}</p>
            <div className={styles.pair}>
              <Reliability bins={quality.calibration} />
              <Bins bins={quality.calibration} />
            </div>
          </>
        )}
      </Section>
      <Section title={say('quality.drift')}>
        <Drift drift={quality.drift} />
      </Section>
    </>
  )
}

function Tile({
  name,
  figure,
  money,
  mark,
  children,
}: {
  name: string
  figure: string
  money?: ReactNode
  mark?: ReactNode
  children: ReactNode
}) {
  return (
    <li className={styles.tile}>
      <span className={styles.name}>{name}</span>
      <span className={styles.figures}>
        <span className={styles.figure}>{figure}</span>
        {money}
      </span>
      <span className={styles.quiet}>{children}</span>
      {mark}
    </li>
  )
}

/** What is left of a budget of error money, and what slows and stops the model. */
function ErrorMoney({ budget }: { budget: Budget | null }) {
  const say = useText()
  const formats = useFormats()
  const { share } = useModelWords()
  if (!budget) return <p className={styles.note}>{say('budget.noneText')}</p>
  return (
    <div className={styles.budget}>
      <BudgetBar budget={budget} wide />
      <p className={styles.note}>
        {say('budget.since', { instant: formats.minute(budget.since) })}{' '}
        {budget.stopped
          ? say('budget.stopped')
          : budget.slow > 0
            ? say('budget.slowed', { share: share(Math.round(budget.slow * 100) / 100) })
            : say('budget.free')}{' '}
        {!budget.stopped && say('budget.left', { left: formats.money(budget.left) })}
      </p>
      <p className={styles.note}>{say('budget.how')}</p>
    </div>
  )
}
