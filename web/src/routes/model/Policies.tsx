import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { PersonName } from '~/ui/people'
import { Section } from '~/ui/Section'
import type { ModelInFull, Policy } from '../models/standing'
import { Note } from '../reconciliation/Note'
import { permitOf } from '../reconciliation/model'
import styles from './Policy.module.css'
import { PolicyFacts } from './PolicyFacts'

export interface PoliciesProps {
  model: ModelInFull
  /** Id of who looks. */
  viewer: string
  onDraft: () => void
  onPublish: (draft: Policy) => void
}

/** The policy in force, what others drafted beside it, and what was in force before. Who drafted one does not put it in force. */
export function Policies({ model, viewer, onDraft, onPublish }: PoliciesProps) {
  const say = useText()
  const formats = useFormats()
  const { policy, drafts, retired, use } = model
  const edit = permitOf(model.can, 'POLICY_EDIT')
  const publish = permitOf(model.can, 'THRESHOLD_PUBLISH')
  const whyNot = (draft: Policy) =>
    !publish.allowed ? publish.why : draft.draftedBy?.id === viewer ? say('policy.own') : undefined
  return (
    <div className={styles.root}>
      <Section
        title={
          policy.number === 0 ? say('policy.noneInForce') : say('policy.inForce', { number: policy.number })
        }
        summary={
          edit.allowed ? (
            <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={onDraft}>
              {say('policy.draft')}
            </Button>
          ) : undefined
        }
      >
        <div className={styles.policy}>
          {policy.number === 0 ? (
            <p className={styles.quiet}>{say('policy.noneText')}</p>
          ) : (
            <Told policy={policy} />
          )}
          <PolicyFacts policy={policy} use={use} />
          {policy.reason && (
            <p className={styles.reason}>
              <bdi>{policy.reason}</bdi>
            </p>
          )}
          {!edit.allowed && edit.why && <Note tone="info">{edit.why}</Note>}
        </div>
      </Section>
      <Section title={say('policy.drafts', { count: formats.count(drafts.length) })}>
        {drafts.length === 0 ? (
          <p className={styles.quiet}>{say('policy.noDrafts')}</p>
        ) : (
          <ul className={styles.drafts}>
            {drafts.map((draft) => {
              const why = whyNot(draft)
              const title = say('policy.version', { number: draft.number })
              return (
                <li key={draft.id} className={styles.card} aria-label={title}>
                  <h3 className={styles.title}>{title}</h3>
                  {draft.draftedBy && <Told policy={draft} />}
                  <p className={styles.reason}>
                    <bdi>{draft.reason}</bdi>
                  </p>
                  <PolicyFacts policy={draft} use={use} before={policy} />
                  {why ? (
                    <Note tone="wait">{why}</Note>
                  ) : (
                    <Button className={styles.publish} onClick={() => onPublish(draft)}>
                      {say('policy.publish', { number: draft.number })}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Section>
      {retired.length > 0 && (
        <Section title={say('policy.retired')}>
          <ul className={styles.drafts}>
            {retired.map((former) => {
              const title = say('policy.version', { number: former.number })
              return (
                <li key={former.id} className={styles.card} aria-label={title}>
                  <h3 className={styles.title}>{title}</h3>
                  <Told policy={former} />
                  <p className={styles.reason}>
                    <bdi>{former.reason}</bdi>
                  </p>
                  <PolicyFacts policy={former} use={use} />
                </li>
              )
            })}
          </ul>
        </Section>
      )}
    </div>
  )
}

/** Who drafted a policy, who put it in force, and since when. */
function Told({ policy: { draftedBy, publishedBy, activeFrom } }: { policy: Policy }) {
  const say = useText()
  const formats = useFormats()
  return (
    <p className={styles.told}>
      {draftedBy && (
        <span className={styles.who}>
          {say('policy.draftedBy')} <PersonName person={draftedBy} quiet />
        </span>
      )}
      {publishedBy && (
        <span className={styles.who}>
          {say('policy.publishedBy')} <PersonName person={publishedBy} quiet />
        </span>
      )}
      {activeFrom && <span>{say('model.since', { instant: formats.minute(activeFrom) })}</span>}
    </p>
  )
}
