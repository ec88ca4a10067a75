import { Button } from '@mantine/core'
import type { PermitPartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Facts } from '~/ui/Facts'
import { Mark, type Tone } from '~/ui/Mark'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { type ActorLike, ActorName } from '~/ui/people'
import { Section } from '~/ui/Section'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { When } from '~/ui/When'
import { type Forecast, permitOf, type Money } from '../model'
import { Part } from '../Part'
import { isZero } from '../sums'
import styles from './CertificationScreen.module.css'
import { ForecastNote } from './ForecastNote'

export type SignRole = 'PREPARER' | 'REVIEWER' | 'SECOND_REVIEWER'
export type CertificationState = 'OPEN' | 'PREPARED' | 'CERTIFIED' | 'VOID'

/** A signature; one that is void stays and says why. */
export interface SignOff {
  role: SignRole
  by: ActorLike
  at: string
  /** The hash of the data that it covers. */
  covers: string
  stillValid: boolean
  note: string | null
  voidReason: string | null
}

/** An account in a period: its figures as they stand now, and who signed for them. */
export interface Reconciliation {
  id: string
  version: number
  /** By the end of which day it is to be certified. */
  dueOn: string
  certifiedOn: string | null
  forecast: Forecast | null
  period: { id: string; name: string; from: string; to: string; state: string }
  state: CertificationState
  ledger: Money
  supported: Money
  unexplained: Money
  lines: number
  open: number
  dataHash: string
  automatic: boolean
  needs: SignRole[]
  signOffs: SignOff[]
  can: PermitPartsFragment[]
}

export interface CertificationProps {
  list: Loaded<Reconciliation[]>
  busy?: boolean
  onSign: (reconciliation: Reconciliation, role: SignRole) => void
  onRetry: () => void
}

/** The signature that comes next; undefined when nothing is missing. */
export function nextRole({
  needs,
  signOffs,
}: Pick<Reconciliation, 'needs' | 'signOffs'>): SignRole | undefined {
  return needs.find((role) => !signOffs.some((sign) => sign.role === role && sign.stillValid))
}

/** What its signatures need in the viewer: whoever prepares certifies, everybody after reviews. */
export const actionOf = (role: SignRole) => (role === 'PREPARER' ? 'RECON_CERTIFY' : 'RECON_REVIEW')

const tones: Record<CertificationState, Tone> = {
  OPEN: 'wait',
  PREPARED: 'you',
  CERTIFIED: 'done',
  VOID: 'blocked',
}

/** The latest periods of an account: what each signature covers, and which is missing. */
export function CertificationScreen({ list, busy, onSign, onRetry }: CertificationProps) {
  const say = useText()
  const label = useLabel()
  if (list.state === 'loading')
    return (
      <Part>
        <TableSkeleton
          label={say('certify.loading')}
          rows={6}
          columns={[{ label: say('certify.period'), wide: true }]}
        />
      </Part>
    )
  if (list.state === 'problem')
    return (
      <Part>
        {list.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('board.forbidden')} text={list.problem.message} />
        ) : (
          <ProblemNotice problem={list.problem} onRetry={onRetry} />
        )}
      </Part>
    )
  if (list.data.length === 0)
    return (
      <Part>
        <EmptyNotice kind="nothing" title={say('certify.nothing')} />
      </Part>
    )
  return (
    <Part>
      {list.data.map((each) => (
        <Section
          key={each.id}
          title={each.period.name}
          summary={
            <span className={styles.summary}>
              {each.automatic && <span>{say('certify.automatic')}</span>}
              <span>{label('periodState', each.period.state)}</span>
              <Mark tone={tones[each.state] ?? 'unknown'}>{label('certifyState', each.state)}</Mark>
            </span>
          }
        >
          <Period of={each} busy={busy} onSign={onSign} />
        </Section>
      ))}
    </Part>
  )
}

function Period({ of, busy, onSign }: { of: Reconciliation } & Pick<CertificationProps, 'busy' | 'onSign'>) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const next = nextRole(of)
  const permit = next && permitOf(of.can, actionOf(next))
  const explained = isZero(of.unexplained.amount)
  return (
    <div className={styles.period}>
      <Facts
        items={[
          [say('certify.due'), <Due key="due" of={of} />],
          [say('certify.ledger'), <Amount key="ledger" money={of.ledger} />],
          [say('certify.supported'), <Amount key="supported" money={of.supported} />],
          [
            say('certify.unexplained'),
            <span key="unexplained" className={styles.summary}>
              <Amount money={of.unexplained} />
              <Mark tone={explained ? 'done' : 'risk'} plain>
                {say(explained ? 'equation.holds' : 'certify.notExplained')}
              </Mark>
            </span>,
          ],
          [
            say('work.lines'),
            say('certify.lines', { lines: formats.count(of.lines), open: formats.count(of.open) }),
          ],
          [
            say('certify.dataHash'),
            <code key="hash" className={styles.hash}>
              {of.dataHash}
            </code>,
          ],
        ]}
      />
      <div className={styles.signs}>
        {of.forecast && <ForecastNote forecast={of.forecast} />}
        <ol className={styles.list} aria-label={say('certify.signatures')}>
          {of.signOffs.map((sign) => (
            <li
              key={`${sign.role} ${sign.at}`}
              className={styles.sign}
              data-void={!sign.stillValid || undefined}
            >
              <span className={styles.summary}>
                <Mark tone={sign.stillValid ? 'done' : 'blocked'} plain>
                  {sign.stillValid
                    ? label('signRole', sign.role)
                    : say('certify.void', { role: label('signRole', sign.role) })}
                </Mark>
                <ActorName actor={sign.by} />
                <When at={sign.at} />
              </span>
              {sign.voidReason && (
                <p className={styles.why}>
                  <bdi>{sign.voidReason}</bdi>
                </p>
              )}
              {sign.note && (
                <p>
                  <bdi>{sign.note}</bdi>
                </p>
              )}
              <p className={styles.quiet}>
                {say('certify.covers')} <code className={styles.hash}>{sign.covers}</code>
                {sign.covers === of.dataHash && ` ${say('certify.same')}`}
              </p>
            </li>
          ))}
          {of.signOffs.length === 0 && <li className={styles.quiet}>{say('certify.nobody')}</li>}
        </ol>
        {next &&
          (permit?.allowed ? (
            <div>
              <Button disabled={busy} onClick={() => onSign(of, next)}>
                {say('certify.signAs', { role: label('signRole', next), period: of.period.name })}
              </Button>
            </div>
          ) : (
            <p className={styles.quiet}>
              {say('certify.waits', { role: label('signRole', next) })} <bdi>{permit?.why}</bdi>
            </p>
          ))}
      </div>
    </div>
  )
}

/** When a period is due, and whether it was certified by then. */
function Due({ of: { dueOn, certifiedOn } }: { of: Reconciliation }) {
  const say = useText()
  const formats = useFormats()
  return (
    <span className={styles.summary}>
      <span>{formats.day(dueOn)}</span>
      {certifiedOn && (
        <Mark tone={certifiedOn > dueOn ? 'risk' : 'done'} plain>
          {say(certifiedOn > dueOn ? 'certify.wasLate' : 'certify.inTime', { day: formats.day(certifiedOn) })}
        </Mark>
      )}
    </span>
  )
}
