import { Button, NativeSelect, Skeleton } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { subtract } from '~/format/decimal'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { DecimalInput } from '~/ui/DecimalInput'
import { EmptyNotice, ProblemLine } from '~/ui/Notice'
import { useModelWords } from '../models/useModelWords'
import { Note } from '../reconciliation/Note'
import figures from './Figures.module.css'
import type { Period } from './period'
import { PeriodPicker } from './PeriodPicker'
import { type Candidate, isWhole, type Simulation, type Try } from './simulator'
import styles from './Simulator.module.css'

export interface SimulatorProps {
  /** May the viewer try, and why not? */
  may: { allowed: boolean; why?: string }
  first: Candidate
  /** The group's; undefined until it is known, and then no cap can be named. */
  currency?: string
  period: Period
  onPeriod: (period: Period) => void
  /** The last try, then the one before. */
  tries: readonly Try[]
  onTry: (candidate: Candidate) => void
  /** Begins a draft with a promise that was tried; absent for who drafts none. */
  onDraft?: (candidate: Candidate) => void
}

/** Tries a promise or a threshold on what people confirmed, beside the try before. It changes nothing. */
export function Simulator({ may, first, currency, period, onPeriod, tries, onTry, onDraft }: SimulatorProps) {
  const say = useText()
  const [candidate, setCandidate] = useState(first)
  const [sent, setSent] = useState(false)
  if (!may.allowed) return <EmptyNotice kind="forbidden" title={say('simulator.forbidden')} text={may.why} />
  const set = (part: Partial<Candidate>) => setCandidate({ ...candidate, ...part })
  const whole = isWhole(candidate)
  const [last] = tries
  const send = (event: FormEvent) => {
    event.preventDefault()
    setSent(true)
    if (whole) onTry(candidate)
  }
  return (
    <div className={styles.root}>
      <p className={styles.note}>{say('simulator.text')}</p>
      <form onSubmit={send} noValidate className={styles.form}>
        <NativeSelect
          label={say('simulator.by')}
          value={candidate.by}
          onChange={(event) =>
            set({ by: event.currentTarget.value === 'threshold' ? 'threshold' : 'target', value: '' })
          }
          data={[
            { value: 'target', label: say('simulator.target') },
            { value: 'threshold', label: say('simulator.threshold') },
          ]}
        />
        <DecimalInput
          key={candidate.by}
          label={say(candidate.by === 'target' ? 'policy.targetIn' : 'simulator.thresholdIn')}
          value={candidate.value}
          required
          error={
            sent && !whole
              ? say(candidate.by === 'target' ? 'simulator.targetRange' : 'simulator.thresholdRange')
              : undefined
          }
          onChange={(value) => set({ value })}
        />
        {currency && (
          <DecimalInput
            label={say('policy.capIn', { currency })}
            value={candidate.cap}
            placeholder={say('policy.noCap')}
            onChange={(cap) => set({ cap })}
          />
        )}
        <PeriodPicker period={period} onPeriod={onPeriod} />
        <Button type="submit" loading={last?.answer.state === 'loading'}>
          {say('simulator.do')}
        </Button>
      </form>
      {last?.answer.state === 'loading' && (
        <div role="status" aria-label={say('simulator.running')}>
          <Skeleton height={220} />
        </div>
      )}
      {last?.answer.state === 'problem' && (
        <ProblemLine problem={last.answer.problem} onRetry={() => onTry(last.candidate)} />
      )}
      {last?.answer.state === 'ready' && (
        <Found
          one={{ ...last, found: last.answer.data }}
          before={
            tries[1]?.answer.state === 'ready' ? { ...tries[1], found: tries[1].answer.data } : undefined
          }
          onDraft={onDraft}
        />
      )}
    </div>
  )
}

type Answered = Pick<Try, 'candidate' | 'period'> & { found: Simulation }

function Found({
  one,
  before,
  onDraft,
}: {
  one: Answered
  before?: Answered
  onDraft?: SimulatorProps['onDraft']
}) {
  const say = useText()
  const formats = useFormats()
  const { found, candidate } = one
  return (
    <section className={styles.found} aria-label={say('simulator.answer')}>
      <p className={styles.verdict}>
        {found.considered === 0
          ? say('simulator.nothingKnown')
          : found.automatic === 0
            ? say('simulator.nothingAutomatic', { considered: found.considered })
            : say('simulator.verdict', {
                touches: found.touchesSaved,
                money: formats.money(found.boundMoney),
              })}
      </p>
      {found.considered === 0 ? null : found.stoppedOn ? (
        <Note tone="risk">
          {say('simulator.stopped', { day: formats.day(found.stoppedOn), why: found.stoppedBecause ?? '' })}
        </Note>
      ) : (
        <Note tone={candidate.by === 'target' ? 'done' : 'info'}>
          {say(candidate.by === 'target' ? 'simulator.notStopped' : 'simulator.neverStops')}
        </Note>
      )}
      <Compared one={one} before={before} />
      {onDraft && candidate.by === 'target' && found.automatic > 0 && (
        <Button variant="default" className={styles.draft} onClick={() => onDraft(candidate)}>
          {say('simulator.draft')}
        </Button>
      )}
    </section>
  )
}

/** Both tries by the same measures, and how far they lie apart. */
function Compared({ one, before }: { one: Answered; before?: Answered }) {
  const say = useText()
  const formats = useFormats()
  const { rate } = useModelWords()
  const name = ({ candidate, period }: Answered) => (
    <>
      <bdi>
        {say(candidate.by === 'target' ? 'simulator.promised' : 'simulator.sureFrom', {
          share: formats.percent(candidate.value),
        })}
        {candidate.cap !== '' &&
          ` · ${say('simulator.capped', { amount: formats.money({ amount: candidate.cap, currency: one.found.money.currency }) })}`}
      </bdi>
      <span className={styles.days}>
        {formats.day(period.from)} – {formats.day(period.to)}
      </span>
    </>
  )
  const sign = (value: number, text: string) => (value > 0 ? `+${text}` : value < 0 ? `−${text}` : '0')
  const count = (id: 'considered' | 'automatic' | 'audited' | 'touchesSaved' | 'wrong', strong = false) => ({
    id,
    strong,
    value: (of: Simulation): ReactNode => formats.count(of[id]),
    apart: (a: Simulation, b: Simulation): ReactNode =>
      sign(a[id] - b[id], formats.count(Math.abs(a[id] - b[id]))),
  })
  const share = (id: 'coverage' | 'bound') => ({
    id,
    strong: false,
    value: (of: Simulation): ReactNode => (id === 'bound' && of.automatic === 0 ? '–' : rate(of[id])),
    apart: (a: Simulation, b: Simulation): ReactNode =>
      id === 'bound' && (a.automatic === 0 || b.automatic === 0)
        ? '–'
        : sign(
            Math.round(1000 * (a[id] - b[id])),
            say('simulator.points', { points: formats.decimal((100 * Math.abs(a[id] - b[id])).toFixed(1)) }),
          ),
  })
  const money = (id: 'money' | 'wrongMoney' | 'boundMoney', strong = false) => ({
    id,
    strong,
    value: (of: Simulation): ReactNode => formats.money(of[id]),
    apart: (a: Simulation, b: Simulation): ReactNode => {
      const apart = subtract(a[id].amount, b[id].amount)
      return `${/[1-9]/.test(apart) && !apart.startsWith('-') ? '+' : ''}${formats.decimal(apart)}`
    },
  })
  const rows = [
    count('touchesSaved', true),
    money('boundMoney', true),
    share('coverage'),
    count('considered'),
    count('automatic'),
    count('audited'),
    count('wrong'),
    share('bound'),
    money('wrongMoney'),
    money('money'),
    {
      id: 'stop' as const,
      strong: false,
      value: ({ stoppedOn }: Simulation): ReactNode => (stoppedOn ? formats.day(stoppedOn) : '–'),
      apart: (): ReactNode => '',
    },
  ]
  return (
    <div className={figures.scroll} tabIndex={0} role="group" aria-label={say('simulator.compared')}>
      <table className={`${figures.table} ${styles.table}`} data-two={before !== undefined || undefined}>
        <caption className={figures.caption}>{say('simulator.compared')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('simulator.measure')}</th>
            <th scope="col" data-align="end">
              {name(one)}
            </th>
            {before && (
              <>
                <th scope="col" data-align="end">
                  {name(before)}
                </th>
                <th scope="col" data-align="end" className={styles.apart}>
                  {say('simulator.apart')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" data-wraps>
              {say('simulator.parts')}
            </th>
            <td>
              <Parts found={one.found} />
            </td>
            {before && (
              <>
                <td>
                  <Parts found={before.found} />
                </td>
                <td className={styles.apart} />
              </>
            )}
          </tr>
          {rows.map(({ id, strong, value, apart }) => (
            <tr key={id} data-strong={strong || undefined}>
              <th scope="row" data-wraps>
                {say(`simulator.row.${id}`)}
              </th>
              <td data-align="end">{value(one.found)}</td>
              {before && (
                <>
                  <td data-align="end" data-quiet>
                    {value(before.found)}
                  </td>
                  <td data-align="end" className={styles.apart}>
                    <bdi dir="ltr">{apart(one.found, before.found)}</bdi>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What was considered, drawn: saved, seen by lot, left to people. The figures stand below. */
function Parts({ found }: { found: Simulation }) {
  const say = useText()
  const formats = useFormats()
  const part = (of: number) => ({
    inlineSize: `${found.considered > 0 ? (100 * of) / found.considered : 0}%`,
  })
  return (
    <span
      className={styles.parts}
      role="img"
      aria-label={say('simulator.partsText', {
        saved: formats.count(found.touchesSaved),
        audited: formats.count(found.audited),
        left: formats.count(found.considered - found.automatic),
      })}
    >
      <span data-part="saved" style={part(found.touchesSaved)} />
      <span data-part="audited" style={part(found.audited)} />
    </span>
  )
}
