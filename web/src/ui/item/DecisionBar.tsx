import { Button, Menu } from '@mantine/core'
import { IconBan, IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Key } from '../Key'
import { usePhone } from '../usePhone'
import { ProblemLine } from '../Notice'
import styles from './DecisionBar.module.css'
import type { ItemAct, Verdict } from './verdict'

interface Props {
  verdict: Verdict
  /** What approving agrees to pay. */
  amount: { amount: string; currency: string } | null
  /** A request is on its way. */
  busy?: boolean
  problem?: Problem
  /** Reads the item again, after somebody else changed it. */
  onReload?: () => void
  onApprove: () => void
  onReturn: () => void
  onReject: () => void
  onAct: (act: ItemAct) => void
  /** What to say when there is nothing to decide. */
  idle: ReactNode
}

/** What can be done now: the decision in its own words, or why it is not the viewer's and who can. */
export function DecisionBar(props: Props) {
  const { verdict, problem, onReload } = props
  const say = useText()
  const whose = verdict.decide?.onBehalfOf
  return (
    <div className={styles.root} role="group" aria-label={say('decide.bar')}>
      {problem && (
        <div className={styles.problem}>
          <ProblemLine problem={problem} onRetry={problem.code === 'STALE' ? onReload : undefined} />
        </div>
      )}
      {whose && <p className={styles.behalf}>{say('decide.for', { name: whose.name })}</p>}
      <div className={styles.row} data-decide={verdict.decide ? true : undefined}>
        {verdict.decide ? <Decide {...props} /> : <Refusal {...props} />}
        <Acts {...props} />
      </div>
    </div>
  )
}

function Decide({ amount, busy, onApprove, onReturn, onReject }: Props) {
  const say = useText()
  const phone = usePhone()
  const formats = useFormats()
  return (
    <>
      <Button onClick={onApprove} loading={busy} className={styles.approve} loaderProps={{ type: 'dots' }}>
        {amount ? say('decide.approveAmount', { amount: formats.money(amount) }) : say('decide.approve')}
        <Key>a</Key>
      </Button>
      <Button variant="default" onClick={onReturn} disabled={busy}>
        {say('decide.return')}
        <Key>r</Key>
      </Button>
      {!phone && (
        <Button variant="subtle" color="red" onClick={onReject} disabled={busy}>
          {say('decide.reject')}
        </Button>
      )}
    </>
  )
}

function Refusal({ verdict, idle }: Props) {
  const say = useText()
  const formats = useFormats()
  if (verdict.reasons.length === 0 && verdict.whoCan.length === 0)
    return <div className={styles.idle}>{idle}</div>
  const names = new Intl.ListFormat(formats.locale, { type: 'disjunction' }).format(
    verdict.whoCan.slice(0, 4).map((person) => person.name),
  )
  return (
    <div className={styles.refusal}>
      <IconBan size={16} stroke={2} aria-hidden />
      <div>
        {verdict.reasons.map((reason) => (
          <p key={reason}>
            <bdi>{reason}</bdi>
          </p>
        ))}
        {verdict.whoCan.length > 0 && (
          <p className={styles.whoCan}>
            {verdict.whoCan.length > 4
              ? say('decide.whoCanMore', { names, count: verdict.whoCan.length - 4 })
              : say('decide.whoCan', { names })}
          </p>
        )}
      </div>
    </div>
  )
}

function Acts({ verdict, busy, onReject, onAct }: Props) {
  const say = useText()
  const phone = usePhone()
  const shown = verdict.decide ? [] : verdict.acts
  const rest = verdict.more
  // A phone's bar has room for two decisions.
  const reject = phone && verdict.decide
  if (shown.length + rest.length === 0 && !reject) return null
  return (
    <div className={styles.acts}>
      {shown.map((act) => (
        <Button
          key={act}
          variant={act === 'submit' || act === 'post' ? 'filled' : 'default'}
          disabled={busy}
          onClick={() => onAct(act)}
        >
          {say(`act.${act}`)}
        </Button>
      ))}
      {(rest.length > 0 || reject) && (
        <Menu position="top-end">
          <Menu.Target>
            <Button variant="default" aria-label={say('act.more')} px={8} disabled={busy}>
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((act) => (
              <Menu.Item key={act} onClick={() => onAct(act)}>
                {say(`act.${act}`)}
              </Menu.Item>
            ))}
            {reject && (
              <Menu.Item color="red" onClick={onReject}>
                {say('decide.reject')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
