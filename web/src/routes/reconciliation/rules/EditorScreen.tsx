import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { Section } from '~/ui/Section'
import { BackTest } from '../clusters/ClusterDetail'
import { Note } from '../Note'
import { Part } from '../Part'
import { Changes } from './Changes'
import { blank, differences, type Draft, type DraftRule, placesOf, told } from './draft'
import styles from './EditorScreen.module.css'
import type { Rule } from './model'
import { RuleForm, type RuleFormProps } from './RuleForm'
import { ModeMark } from './RuleTable'
import { Trial, type TrialProps } from './Trial'

export interface EditorProps {
  draft: Draft
  currency: string
  sources: RuleFormProps['sources']
  fees: RuleFormProps['fees']
  /** The rules in force. */
  inForce: Rule[]
  /** Their version; absent before there is one. */
  number?: number
  /** By place and part: what the server found wrong. */
  faults: ReadonlyMap<string, string>
  problem?: Problem
  busy?: boolean
  trial: TrialProps
  backHref: string
  onChange: (draft: Draft) => void
  onKeep: () => void
  onDiscard: () => void
}

/** Writes a table of rules beside what is in force, and tries it on the past before it is kept. */
export function EditorScreen({
  draft,
  currency,
  sources,
  fees,
  inForce,
  number,
  faults,
  problem,
  busy,
  trial,
  backHref,
  onChange,
  onKeep,
  onDiscard,
}: EditorProps) {
  const say = useText()
  const { rules } = draft
  const [chosen, setChosen] = useState<string | undefined>(() => firstOf(draft))
  const at = Math.max(
    0,
    rules.findIndex(({ key }) => key === chosen),
  )
  const rule = rules[at]
  const changes = differences(inForce, told(rules, currency))
  const origin = draft.origins.find(({ rule: name }) => name === rule?.name)
  const set = (next: DraftRule[]) => onChange({ ...draft, rules: next })
  const add = () => {
    const fresh = blank(`new-${Date.now().toString(36)}`)
    set([...rules, fresh])
    setChosen(fresh.key)
  }
  const move = (from: number, by: number) => {
    const next = [...rules]
    const [moved] = next.splice(from, 1)
    if (moved) next.splice(from + by, 0, moved)
    set(next)
  }
  return (
    <Part>
      <header className={styles.head}>
        <a href={backHref} className={styles.back}>
          {say('tab.rules')}
        </a>
        <h2 className={styles.title}>{say('rules.editing')}</h2>
        <span className={styles.quiet}>
          {draft.from === undefined ? say('rules.fromNothing') : say('rules.from', { number: draft.from })}
        </span>
        {number !== undefined && draft.from !== undefined && number > draft.from && (
          <Mark tone="risk">{say('rules.moved', { number })}</Mark>
        )}
      </header>
      <div className={styles.panes}>
        <div className={styles.listPane}>
          <ol className={styles.list} aria-label={say('rules.table')}>
            {rules.map((each, index) => (
              <Item
                key={each.key}
                rule={each}
                place={placesOf(rules)[index] ?? 0}
                chosen={index === at}
                faulty={[...faults.keys()].some((path) => path.startsWith(`${index}.`))}
                onChoose={() => setChosen(each.key)}
                onUp={index > 0 ? () => move(index, -1) : undefined}
                onDown={index < rules.length - 1 ? () => move(index, 1) : undefined}
                onRemove={() => set(rules.filter(({ key }) => key !== each.key))}
              />
            ))}
          </ol>
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={rules.length >= 50}
            onClick={add}
          >
            {say('rules.add')}
          </Button>
        </div>
        {rule ? (
          <section className={styles.form} aria-label={rule.name || say('rules.unnamed')}>
            {origin && (
              <div className={styles.origin}>
                <Note tone="advice">{say('rules.fromCluster', { label: origin.label })}</Note>
                <BackTest cluster={origin} />
              </div>
            )}
            <RuleForm
              key={rule.key}
              rule={rule}
              currency={currency}
              sources={sources}
              fees={fees}
              fault={(part) => faults.get(`${at}.${part}`)}
              onChange={(part) =>
                set(rules.map((each) => (each.key === rule.key ? { ...each, ...part } : each)))
              }
            />
          </section>
        ) : (
          <p className={styles.quiet}>{say('rules.none')}</p>
        )}
      </div>
      <Section
        title={number === undefined ? say('rules.changes') : say('rules.against', { number })}
        summary={say('rules.changed', { count: changes.length })}
      >
        <Changes changes={changes} />
      </Section>
      <Section title={say('trial.title')}>
        <Trial {...trial} />
      </Section>
      <footer className={styles.foot}>
        {problem && <ProblemLine problem={problem} />}
        <div className={styles.acts}>
          <Button disabled={busy || changes.length === 0 || rules.length === 0} onClick={onKeep}>
            {say('rules.keep')}
          </Button>
          <Button variant="subtle" color="gray" disabled={busy} onClick={onDiscard}>
            {say('rules.discard')}
          </Button>
          <span className={styles.quiet}>{say('rules.keepText')}</span>
        </div>
      </footer>
    </Part>
  )
}

/** What a cluster brought, or the first. */
const firstOf = ({ rules, origins }: Draft) =>
  (rules.find(({ name }) => name === origins.at(-1)?.rule) ?? rules[0])?.key

interface ItemProps {
  rule: DraftRule
  place: number
  chosen: boolean
  faulty: boolean
  onChoose: () => void
  onUp?: () => void
  onDown?: () => void
  onRemove: () => void
}

/** A rule in the list: chosen to be written on, moved, or taken out. */
function Item({ rule, place, chosen, faulty, onChoose, onUp, onDown, onRemove }: ItemProps) {
  const say = useText()
  const name = rule.name || say('rules.unnamed')
  return (
    <li className={styles.item} data-chosen={chosen || undefined}>
      <button
        type="button"
        className={styles.choose}
        aria-current={chosen ? 'true' : undefined}
        onClick={onChoose}
      >
        <span className={styles.place}>{place}</span>
        <span className={styles.what}>
          <bdi className={styles.name}>{name}</bdi>
          {faulty ? (
            <Mark tone="blocked" plain>
              {say('rules.faulty')}
            </Mark>
          ) : (
            <ModeMark mode={rule.mode} />
          )}
        </span>
      </button>
      <ActionIcon
        size={26}
        className={styles.move}
        aria-label={say('rules.up', { name })}
        disabled={!onUp}
        onClick={onUp}
      >
        <IconArrowUp size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size={26}
        className={styles.move}
        aria-label={say('rules.down', { name })}
        disabled={!onDown}
        onClick={onDown}
      >
        <IconArrowDown size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon size={26} aria-label={say('rules.remove', { name })} onClick={onRemove}>
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </li>
  )
}
