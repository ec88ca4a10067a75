import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Budget } from '~/ui/item/Budget'
import { Checks } from '~/ui/item/Checks'
import { DecisionBar } from '~/ui/item/DecisionBar'
import { MatchSummary, MatchTable } from '~/ui/item/Match'
import { RouteChanges } from '~/ui/item/RouteChanges'
import { RoutePath } from '~/ui/item/RoutePath'
import { verdictOfInvoice } from '~/ui/item/verdict'
import { Mark } from '~/ui/Mark'
import { Section } from '~/ui/Section'
import { stateTone } from '~/ui/tones'
import { Due } from '~/ui/When'
import { Coding } from './Coding'
import { Duplicates } from './Duplicates'
import { EvidenceList } from './EvidenceList'
import { Idle } from './Idle'
import type { InvoiceProps } from './InvoiceScreen'
import styles from './Memo.module.css'
import { Parties } from './Parties'
import { Known } from './Place'
import { PostingFacts } from './PostingFacts'
import { RouteWhy } from './RouteWhy'
import { Timeline } from './Timeline'

type Props = Omit<InvoiceProps, 'invoice'> & { invoice: InvoicePartsFragment }

/** What we know of an invoice, told like a memo, and the decision at its foot. */
export function Memo({ invoice, ...props }: Props) {
  const say = useText()
  const passed = invoice.checks.filter(({ outcome }) => outcome === 'PASS').length
  return (
    <div className={styles.root}>
      <div className={styles.body} tabIndex={0} role="region" aria-label={say('invoice.pane.memo')}>
        <Head invoice={invoice} back={props.back} />
        <Section title={say('invoice.parties')}>
          <Parties invoice={invoice} />
        </Section>
        <Section
          title={say('checks.title')}
          summary={say('checks.summary', { passed, count: invoice.checks.length })}
        >
          <Checks checks={invoice.checks} />
        </Section>
        {invoice.duplicates.length > 0 && (
          <Section
            title={say('duplicates.title')}
            summary={say('duplicates.count', { count: invoice.duplicates.length })}
          >
            <Duplicates invoice={invoice} />
          </Section>
        )}
        {invoice.match && (
          <Section title={say('match.title')} summary={<MatchSummary match={invoice.match} />}>
            <MatchTable match={invoice.match} />
          </Section>
        )}
        {invoice.lines.length > 0 && (
          <Section title={say('coding.title')} summary={say('lines.count', { count: invoice.lines.length })}>
            <Coding invoice={invoice} />
          </Section>
        )}
        {props.advice}
        {invoice.route && (
          <Section
            title={say('route.title')}
            summary={say('route.round', { round: invoice.route.round, version: invoice.route.policy.number })}
          >
            <RouteChanges route={invoice.route} />
            {invoice.route.automatic ? (
              <p className={styles.text}>{say('route.automatic')}</p>
            ) : (
              <RoutePath steps={invoice.route.steps} viewerId={props.viewerId} />
            )}
            <RouteWhy route={invoice.route} />
          </Section>
        )}
        {invoice.budget.length > 0 && (
          <Section title={say('budget.title')}>
            <Budget budgets={invoice.budget} />
          </Section>
        )}
        {invoice.posting && (
          <Section title={say('posting.title')}>
            <PostingFacts posting={invoice.posting} />
          </Section>
        )}
        <Section title={say('evidence.title')}>
          <EvidenceList evidence={invoice.evidence} />
        </Section>
        <Section title={say('timeline.title')}>
          <Timeline timeline={invoice.timeline} />
        </Section>
      </div>
      <DecisionBar
        verdict={verdictOfInvoice(invoice)}
        amount={invoice.gross}
        busy={props.busy}
        problem={props.problem}
        onReload={props.onRetry}
        onApprove={props.onApprove}
        onReturn={props.onReturn}
        onReject={props.onReject}
        onAct={props.onAct}
        idle={<Idle invoice={invoice} />}
      />
    </div>
  )
}

function Head({ invoice, back }: Pick<Props, 'invoice' | 'back'>) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { grossInBase: base } = invoice
  const foreign = base && base.currency !== invoice.gross?.currency
  return (
    <header className={styles.head}>
      <a href={back.href} className={styles.back}>
        {back.label}
      </a>
      <h1 className={styles.title}>
        <bdi>{invoice.sellerName}</bdi> · <bdi className={styles.number}>{invoice.number}</bdi>
      </h1>
      <p className={styles.sub}>
        {label('kind', invoice.kind)} · <bdi>{invoice.key}</bdi> ·{' '}
        <bdi>
          {invoice.entity.code} {invoice.entity.name}
        </bdi>
      </p>
      <div className={styles.figures}>
        <Known name="BT-112">
          <Amount money={invoice.gross} size="lg" />
        </Known>
        {foreign && (
          <span
            className={styles.small}
            title={
              invoice.rateDate
                ? say('money.rate', { day: formats.day(invoice.rateDate), source: invoice.rateSource ?? '' })
                : undefined
            }
          >
            <Amount money={base} quiet />
          </span>
        )}
        <Mark tone={stateTone(invoice.state)}>{label('state', invoice.state)}</Mark>
        {invoice.dueOn && invoice.state !== 'POSTED' && invoice.state !== 'CANCELLED' && (
          <span className={styles.small}>
            <Due day={invoice.dueOn} timeZone={invoice.entity.timeZone} />
          </span>
        )}
      </div>
    </header>
  )
}
