import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { PersonName } from '~/ui/people'
import { Section } from '~/ui/Section'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { permitOf } from '../model'
import { Note } from '../Note'
import { Part } from '../Part'
import { Changes } from './Changes'
import { History, setTone } from './History'
import type { RuleUse, SetInFull, SetRow } from './model'
import styles from './RulesScreen.module.css'
import { RuleTable } from './RuleTable'
import { Trial, type TrialProps } from './Trial'

export interface RulesProps {
  /** All versions, newest first. */
  sets: Loaded<SetRow[]>
  /** The version that is shown. */
  shown: Loaded<SetInFull>
  use?: ReadonlyMap<string, RuleUse>
  /** Id of the rule that is open. */
  open?: string
  onOpen: (id?: string) => void
  href: (set: string) => string
  /** May the viewer draft rules, and why not? */
  edit: { allowed: boolean; why?: string }
  /** Something that was begun stands in this browser. */
  begun?: boolean
  onEdit: () => void
  onPublish: (set: SetInFull) => void
  busy?: boolean
  /** Of a draft: how it would have matched what is past. */
  trial: TrialProps
  onRetry: () => void
}

/** The rules of an account: the table in force or another version, what is different about it, and every version. */
export function RulesScreen({ sets, shown, href, edit, begun, onEdit, onRetry, ...rest }: RulesProps) {
  const say = useText()
  const problem =
    sets.state === 'problem' ? sets.problem : shown.state === 'problem' ? shown.problem : undefined
  if (problem)
    return (
      <Part>
        {problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('board.forbidden')} text={problem.message} />
        ) : (
          <ProblemNotice problem={problem} onRetry={onRetry} />
        )}
      </Part>
    )
  const begin = edit.allowed && (
    <Button variant="default" onClick={onEdit}>
      {say(begun ? 'rules.goOn' : 'rules.edit')}
    </Button>
  )
  if (sets.state === 'ready' && sets.data.length === 0)
    return (
      <Part>
        <EmptyNotice kind="nothing" title={say('rules.nothing')} text={say('rules.nothingText')}>
          {begin}
        </EmptyNotice>
      </Part>
    )
  return (
    <Part>
      <div className={styles.root}>
        <div className={styles.main}>
          {shown.state === 'ready' ? (
            <Shown set={shown.data} begin={begin} {...rest} />
          ) : (
            <TableSkeleton
              label={say('rules.loading')}
              rows={9}
              columns={[
                { label: say('runs.rule'), wide: true },
                { label: say('runs.mode') },
                { label: say('runs.shape') },
              ]}
            />
          )}
        </div>
        {sets.state === 'ready' && (
          <History sets={sets.data} shown={shown.state === 'ready' ? shown.data.id : undefined} href={href} />
        )}
      </div>
    </Part>
  )
}

function Shown({
  set,
  begin,
  use,
  open,
  onOpen,
  onPublish,
  busy,
  trial,
}: { set: SetInFull; begin: ReactNode } & Pick<
  RulesProps,
  'use' | 'open' | 'onOpen' | 'onPublish' | 'busy' | 'trial'
>) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const draft = set.state === 'DRAFT'
  const publish = permitOf(set.can, 'POLICY_PUBLISH')
  return (
    <>
      <header className={styles.head}>
        <div className={styles.titleRow}>
          <h2 className={styles.title}>{say('rules.version', { number: set.number })}</h2>
          <Mark tone={setTone(set.state)}>{label('ruleSetState', set.state)}</Mark>
          <span className={styles.acts}>
            {draft && publish.allowed && (
              <Button disabled={busy} onClick={() => onPublish(set)}>
                {say('rules.publish', { number: set.number })}
              </Button>
            )}
            {begin}
          </span>
        </div>
        <p className={styles.told}>
          {set.activeFrom && <span>{say('rules.since', { instant: formats.minute(set.activeFrom) })}</span>}
          {set.madeBy ? (
            <span className={styles.who}>
              {say('rules.draftedBy')} <PersonName person={set.madeBy} quiet />
            </span>
          ) : (
            <span>{say('rules.standard')}</span>
          )}
          {set.publishedBy && (
            <span className={styles.who}>
              {say('rules.publishedBy')} <PersonName person={set.publishedBy} quiet />
            </span>
          )}
        </p>
        {set.reason && (
          <p className={styles.reason}>
            <bdi>{set.reason}</bdi>
          </p>
        )}
        {draft && !publish.allowed && publish.why && <Note tone="wait">{publish.why}</Note>}
      </header>
      {draft && (
        <Section title={say('rules.changes')}>
          <Changes changes={set.difference} />
        </Section>
      )}
      {draft && (
        <Section title={say('trial.title')}>
          <Trial key={set.id} {...trial} />
        </Section>
      )}
      <Section title={say('rules.table')} summary={say('rules.order')}>
        <RuleTable rules={set.rules} use={use} open={open} onOpen={onOpen} />
      </Section>
      {!draft && set.number > 1 && (
        <Section
          title={say('rules.before')}
          summary={say('rules.changed', { count: set.difference.length })}
          collapsible="closed"
        >
          <Changes changes={set.difference} />
        </Section>
      )}
    </>
  )
}
