import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { Tabs } from '~/ui/Tabs'
import { When } from '~/ui/When'
import { BudgetBar } from '../models/BudgetBar'
import { modelHref, type ModelInFull, rests } from '../models/standing'
import { StandingMark } from '../models/StandingMark'
import { useModelWords } from '../models/useModelWords'
import { Note } from '../reconciliation/Note'
import { type Act, offerOf } from './acts'
import styles from './ModelScreen.module.css'
import { Resting } from './Resting'
import { type ModelPart, parts } from './search'

export interface ModelProps {
  model: Loaded<ModelInFull>
  /** Id of who looks. */
  viewer: string
  tab: ModelPart
  onAct: (act: Act) => void
  onRetry: () => void
  /** The part that is shown. */
  children?: ReactNode
}

/** A model: what it does at present and by whose word, who answers for it, how it is bound, and one of its parts. */
export function ModelScreen({ model, viewer, tab, onAct, onRetry, children }: ModelProps) {
  const say = useText()
  const label = useLabel()
  const back = { href: '/models', label: say('nav.models') }
  if (model.state === 'problem')
    return (
      <Page title={say('models.model')} back={back}>
        {model.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('models.forbidden')} text={model.problem.message} />
        ) : (
          <ProblemNotice
            problem={model.problem}
            onRetry={model.problem.code === 'NOT_FOUND' ? undefined : onRetry}
          />
        )}
      </Page>
    )
  if (model.state === 'loading')
    return (
      <Page title={say('models.model')} back={back}>
        <div role="status" aria-label={say('model.loading')}>
          <Skeleton height={64} mb={14} />
          <Skeleton height={280} />
        </div>
      </Page>
    )
  const one = model.data
  const offer = offerOf(one, viewer)
  const turns = (['own', 'demote', 'kill'] as const).filter((act) => offer.may.includes(act))
  return (
    <Page
      title={`${label('use', one.use)} · ${one.entity.code}`}
      back={back}
      aside={
        <span className={styles.head}>
          <StandingMark model={one} />
          <bdi>{one.entity.name}</bdi>
        </span>
      }
      actions={
        turns.length > 0 && (
          <span className={styles.acts}>
            {turns.map((act) => (
              <Button
                key={act}
                variant={act === 'kill' ? 'outline' : 'default'}
                color={act === 'kill' ? 'red' : undefined}
                onClick={() => onAct(act)}
              >
                {say(`model.act.${act}`)}
              </Button>
            ))}
          </span>
        )
      }
    >
      <Resting model={one} offer={offer} onAct={onAct} />
      <InShort model={one} />
      <Refused offer={offer} />
      <div className={styles.tabs}>
        <Tabs
          label={say('model.parts')}
          current={tab}
          tabs={parts
            .filter((part) => part !== 'simulator' || one.use === 'CODE_LINE')
            .map((part) => ({
              id: part,
              label: say(`model.part.${part}`),
              href: part === 'quality' ? modelHref(one) : `${modelHref(one)}?tab=${part}`,
            }))}
        />
      </div>
      {children}
    </Page>
  )
}

/** What the viewer cannot do about it at all, in one line for each reason. */
function Refused({ offer }: { offer: ReturnType<typeof offerOf> }) {
  const say = useText()
  const whys = offer.mayNot.filter(({ act }) => act === 'kill' || act === 'own').map(({ why }) => why)
  return [...new Set(whys.filter((why) => why !== undefined))].map((why) => (
    <Note key={why} tone="info">
      {say('model.cannot.turn')} <bdi>{why}</bdi>
    </Note>
  ))
}

function InShort({ model }: { model: ModelInFull }) {
  const say = useText()
  const formats = useFormats()
  const words = useModelWords()
  const { owner, policy, champion, budget } = model
  return (
    <dl className={styles.short}>
      <div>
        <dt>{say('models.owner')}</dt>
        <dd>{owner ? <PersonName person={owner} /> : say('models.nobody')}</dd>
        {!owner && !rests(model) && <dd className={styles.quiet}>{say('model.noOwnerText')}</dd>}
      </div>
      <div>
        <dt>{say('models.policy')}</dt>
        <dd>{words.policy(policy).join(' · ')}</dd>
        {policy.activeFrom && (
          <dd className={styles.quiet}>
            {say('model.since', { instant: formats.minute(policy.activeFrom) })}
          </dd>
        )}
      </div>
      <div>
        <dt>{say('models.champion')}</dt>
        {champion ? (
          <>
            <dd>
              {say('models.version', { number: champion.number })} ·{' '}
              {say('models.labels', { count: formats.count(champion.learned) })}
            </dd>
            <dd className={styles.quiet}>
              <When at={champion.madeAt} /> ·{' '}
              <code title={champion.state}>{champion.state.slice(0, 12)}</code>
            </dd>
          </>
        ) : (
          <dd className={styles.quiet}>{say('model.noCheckpoint')}</dd>
        )}
      </div>
      <div>
        <dt>{say('models.budget')}</dt>
        <dd>
          {budget ? (
            <BudgetBar budget={budget} wide />
          ) : (
            <span className={styles.quiet}>{say('budget.none')}</span>
          )}
        </dd>
      </div>
    </dl>
  )
}
