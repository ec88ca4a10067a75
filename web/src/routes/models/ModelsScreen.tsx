import { Checkbox, NativeSelect } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { BudgetBar } from './BudgetBar'
import styles from './ModelsScreen.module.css'
import { type ModelsFilter, uses } from './search'
import { modelHref, type ModelRow, rests, standingOf, whyOf } from './standing'
import { StandingMark } from './StandingMark'
import { useModelWords } from './useModelWords'

export interface ModelsProps extends Reading {
  /** All models of what the frame is narrowed to. */
  list: Loaded<Listed<ModelRow>>
  filter: ModelsFilter
  onFilter: (filter: ModelsFilter) => void
}

const none = '–'

/** The models under governance, one for each use and entity: what each does at present, by whose word, and how it is bound. */
export function ModelsScreen({ list, filter, onFilter, onRetry }: ModelsProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const words = useModelWords()
  const all = list.state === 'ready' ? list.data.rows : []
  const rows = all.filter(
    (model) => (!filter.use || model.use === filter.use) && (!filter.resting || rests(model)),
  )
  const count = (of: (model: ModelRow) => boolean) => all.filter(of).length
  const columns: Column<ModelRow>[] = [
    {
      id: 'model',
      label: say('models.model'),
      cell: ({ use, entity }) => (
        <span className={styles.model}>
          <span className={styles.entity} title={entity.name}>
            {entity.code}
          </span>{' '}
          {label('use', use)}
        </span>
      ),
    },
    {
      id: 'standing',
      label: say('models.standing'),
      wide: true,
      cell: (model) => {
        const why = whyOf(model)
        return (
          <span className={styles.present}>
            <StandingMark model={model} plain />
            {why && (
              <bdi className={styles.why} title={why}>
                {why}
              </bdi>
            )}
          </span>
        )
      },
    },
    {
      id: 'owner',
      label: say('models.owner'),
      cell: ({ owner }) =>
        owner ? <ActorCell actor={owner} /> : <span className={styles.quiet}>{say('models.nobody')}</span>,
    },
    {
      id: 'policy',
      label: say('models.policy'),
      cell: ({ policy }) => (
        <span
          className={policy.number === 0 ? styles.quiet : undefined}
          title={words.policy(policy).join(' · ')}
        >
          {words.short(policy)}
        </span>
      ),
    },
    {
      id: 'budget',
      label: say('models.budget'),
      cell: ({ budget }) =>
        budget ? <BudgetBar budget={budget} /> : <span className={styles.quiet}>{none}</span>,
    },
    {
      id: 'learned',
      label: say('models.learned'),
      align: 'end',
      cell: ({ champion }) =>
        champion ? (
          <>
            {formats.count(champion.learned)}{' '}
            <span className={styles.quiet}>{say('models.v', { number: champion.number })}</span>
          </>
        ) : (
          <span className={styles.quiet}>{none}</span>
        ),
    },
  ]
  return (
    <Page
      title={say('nav.models')}
      aside={
        list.state === 'ready' &&
        all.length > 0 &&
        say('models.summary', {
          acts: formats.count(count((model) => standingOf(model) === 'ACTS')),
          rest: formats.count(count(rests)),
        })
      }
      tools={
        <>
          <NativeSelect
            aria-label={say('models.anyUse')}
            value={filter.use ?? ''}
            onChange={(event) => onFilter({ ...filter, use: uses.find((use) => use === event.target.value) })}
            data={[
              { value: '', label: say('models.anyUse') },
              ...uses.map((value) => ({ value, label: label('use', value) })),
            ]}
          />
          <Checkbox
            size="xs"
            label={say('models.restingOnly')}
            checked={filter.resting ?? false}
            onChange={(event) => onFilter({ ...filter, resting: event.currentTarget.checked || undefined })}
          />
        </>
      }
    >
      <Listing
        list={list.state === 'ready' ? { ...list, data: { rows } } : list}
        onRetry={onRetry}
        words={{
          caption: say('nav.models'),
          loading: say('models.loading'),
          forbidden: say('models.forbidden'),
          nothing: say('models.nothing'),
          filtered: say('models.filtered'),
        }}
        onClear={filter.use || filter.resting ? () => onFilter({}) : undefined}
        columns={columns}
        rowKey={({ id }) => id}
        rowHref={modelHref}
        card={(model) => (
          <Card
            title={
              <>
                {label('use', model.use)} · {model.entity.code}
              </>
            }
            quiet={words.policy(model.policy).join(' · ')}
          >
            <StandingMark model={model} plain />
            {model.owner && <PersonName person={model.owner} quiet />}
            {model.budget && <BudgetBar budget={model.budget} />}
            {model.champion && (
              <span className={styles.quiet}>
                {say('models.labels', { count: formats.count(model.champion.learned) })}
              </span>
            )}
            {whyOf(model) && <bdi>{whyOf(model)}</bdi>}
          </Card>
        )}
      />
    </Page>
  )
}
