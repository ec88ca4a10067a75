import { Button } from '@mantine/core'
import { useLabel, useText } from '~/i18n/useText'
import { ToneIcon } from '~/ui/Mark'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import { type ModelInFull, rests, standingOf, standingTone, whyOf } from '../models/standing'
import type { Act, offerOf } from './acts'
import styles from './Resting.module.css'

interface Props {
  model: ModelInFull
  offer: ReturnType<typeof offerOf>
  onAct: (act: Act) => void
}

/** Why a model rests, and the way back: somebody asks, and its owner, another person, decides. Nothing while it acts. */
export function Resting({ model, offer, onAct }: Props) {
  const say = useText()
  const label = useLabel()
  if (!rests(model)) return null
  const standing = standingOf(model)
  const why = whyOf(model)
  const { promotion } = model
  const against = offer.mayNot.flatMap(({ act, ...rest }) =>
    act === 'ask' || act === 'agree' ? [{ act, ...rest }] : [],
  )
  return (
    <section className={styles.root} data-tone={standingTone[standing]} aria-label={say('model.rests')}>
      <p className={styles.line}>
        <ToneIcon tone={standingTone[standing]} />
        <span>
          <b>{label('standing', standing)}</b>
          {why && (
            <>
              {' – '}
              <bdi>{why}</bdi>
            </>
          )}{' '}
          {model.state !== 'ACTIVE' && (
            <span className={styles.who}>
              {model.stateBy ? <PersonName person={model.stateBy} quiet /> : say('model.byItself')}
              {model.stateAt && (
                <>
                  {' · '}
                  <When at={model.stateAt} />
                </>
              )}
            </span>
          )}
        </span>
      </p>
      <p className={styles.text}>{say(`model.now.${standing === 'KILLED' ? 'killed' : 'demoted'}`)}</p>
      {promotion && (
        <p className={styles.text}>
          {promotion.askedBy && <PersonName person={promotion.askedBy} />} {say('model.asks')}{' '}
          <bdi>{promotion.reason}</bdi>{' '}
          <span className={styles.who}>
            <When at={promotion.askedAt} />
          </span>
        </p>
      )}
      {against.map(({ act, rule, why }) => (
        <p key={act} className={styles.text}>
          {rule ? (
            say(`model.rule.${rule}`, { owner: model.owner?.name ?? say('models.nobody') })
          ) : (
            <>
              {say(`model.cannot.${act}`)} <bdi>{why}</bdi>
            </>
          )}
        </p>
      ))}
      <div className={styles.acts}>
        {offer.may.includes('ask') && (
          <Button variant="default" onClick={() => onAct('ask')}>
            {say('model.act.ask')}
          </Button>
        )}
        {offer.may.includes('agree') && (
          <>
            <Button onClick={() => onAct('agree')}>{say('model.act.agree')}</Button>
            <Button variant="default" onClick={() => onAct('refuse')}>
              {say('model.act.refuse')}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}
