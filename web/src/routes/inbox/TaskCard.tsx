import { Button, Skeleton } from '@mantine/core'
import {
  IconArrowLeft,
  IconExternalLink,
  IconFileDownload,
  IconPin,
  IconPinFilled,
} from '@tabler/icons-react'
import type { TaskCardPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Budget } from '~/ui/item/Budget'
import { Checks } from '~/ui/item/Checks'
import { DecisionBar } from '~/ui/item/DecisionBar'
import { MatchSummary, MatchTable } from '~/ui/item/Match'
import { verdictOfTask } from '~/ui/item/verdict'
import { Key } from '~/ui/Key'
import { ProblemNotice } from '~/ui/Notice'
import { Section } from '~/ui/Section'
import { usePhone } from '~/ui/usePhone'
import { Due } from '~/ui/When'
import type { InboxProps } from './InboxScreen'
import styles from './TaskCard.module.css'
import { TaskCoding } from './TaskCoding'
import { WhyYou } from './WhyYou'

/** The card of a task: what, how much, why the viewer, what is odd; and the decision. */
export function TaskCard(props: InboxProps) {
  const { card } = props
  const say = useText()
  if (!card) return null
  return (
    <article className={styles.root} aria-label={say('inbox.card')} aria-busy={card.state === 'loading'}>
      <button type="button" className={styles.back} onClick={props.onBack}>
        <IconArrowLeft size={16} aria-hidden className="flip" />
        {say('inbox.title')}
      </button>
      {card.state === 'loading' && <CardSkeleton label={say('inbox.loading')} />}
      {card.state === 'problem' && (
        <div className={styles.body}>
          <ProblemNotice problem={card.problem} onRetry={props.onReload} />
        </div>
      )}
      {card.state === 'ready' && <Ready {...props} task={card.data} />}
    </article>
  )
}

function Ready({ task, ...props }: InboxProps & { task: TaskCardPartsFragment }) {
  const say = useText()
  const label = useLabel()
  const { subject } = task
  return (
    <>
      <div className={styles.body}>
        <Head task={task} pinned={props.rank?.pinned} busy={props.busy} onPin={props.onPin} />
        <WhyYou
          task={task}
          rank={props.rank}
          viewerId={props.viewerId}
          open={props.whyOpen}
          onOpen={props.onWhy}
        />
        {props.next}
        {subject.posting?.problem && (
          <Section title={say('posting.title')}>
            <p className={styles.problem}>
              <bdi>{subject.posting.problem}</bdi>
            </p>
          </Section>
        )}
        <Section title={say('checks.title')}>
          <Checks checks={subject.checks} most={5} />
        </Section>
        {subject.duplicates.length > 0 && (
          <Section title={say('duplicates.title')}>
            <ul className={styles.twins}>
              {subject.duplicates.map(({ other, exact }) => (
                <li key={other.id}>
                  <a href={`/invoices/${encodeURIComponent(other.id)}`}>{other.key}</a> {other.number} ·{' '}
                  {say(exact ? 'duplicates.exact' : 'duplicates.similar')}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {subject.match && (
          <Section
            title={say('match.title')}
            summary={<MatchSummary match={subject.match} />}
            collapsible={subject.match.outcome === 'MATCHED' ? 'closed' : 'open'}
          >
            <MatchTable match={subject.match} />
          </Section>
        )}
        {subject.budget.length > 0 && (
          <Section title={say('budget.title')}>
            <Budget budgets={subject.budget} />
          </Section>
        )}
        <TaskCoding lines={subject.lines} />
        {props.advice}
      </div>
      <DecisionBar
        verdict={verdictOfTask(task)}
        amount={subject.gross}
        busy={props.busy}
        problem={props.problem}
        onReload={props.onReload}
        onApprove={props.onApprove}
        onReturn={props.onReturn}
        onReject={props.onReject}
        onAct={props.onAct}
        idle={label('taskIdle', task.kind)}
      />
    </>
  )
}

interface HeadProps extends Pick<InboxProps, 'busy' | 'onPin'> {
  task: TaskCardPartsFragment
  pinned?: boolean
}

function Head({ task: { subject }, pinned, busy, onPin }: HeadProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  // On a phone the card is the page; elsewhere the inbox is.
  const Title = usePhone() ? 'h1' : 'h2'
  const file = subject.evidence.find(({ kind }) => kind === 'DOCUMENT')
  const foreign = subject.grossInBase && subject.grossInBase.currency !== subject.gross?.currency
  return (
    <header className={styles.head}>
      <Title className={styles.title} aria-live="polite">
        <bdi>{subject.sellerName}</bdi> · <bdi className={styles.number}>{subject.number}</bdi>
      </Title>
      <p className={styles.sub}>
        {label('kind', subject.kind)} · <bdi>{subject.key}</bdi> ·{' '}
        <bdi>
          {subject.entity.code} {subject.entity.name}
        </bdi>
      </p>
      <div className={styles.figures}>
        <Amount money={subject.gross} size="lg" />
        {foreign && (
          <span
            className={styles.base}
            title={
              subject.rateDate
                ? say('money.rate', { day: formats.day(subject.rateDate), source: subject.rateSource ?? '' })
                : undefined
            }
          >
            <Amount money={subject.grossInBase} quiet />
          </span>
        )}
        {subject.dueOn && (
          <span className={styles.due}>
            <Due day={subject.dueOn} timeZone={subject.entity.timeZone} />
          </span>
        )}
      </div>
      <div className={styles.links}>
        <Button
          component="a"
          href={`/invoices/${encodeURIComponent(subject.id)}`}
          variant="default"
          size="compact-sm"
          leftSection={<IconExternalLink size={14} aria-hidden />}
        >
          {say('inbox.open')}
          <Key>↵</Key>
        </Button>
        {file && (
          <Button
            component="a"
            href={file.downloadUrl}
            download={file.name}
            variant="default"
            size="compact-sm"
            leftSection={<IconFileDownload size={14} aria-hidden />}
          >
            {say('inbox.file')}
            <Key>e</Key>
          </Button>
        )}
        {pinned !== undefined && (
          <Button
            variant="default"
            size="compact-sm"
            aria-pressed={pinned}
            disabled={busy}
            leftSection={pinned ? <IconPinFilled size={14} aria-hidden /> : <IconPin size={14} aria-hidden />}
            onClick={onPin}
          >
            {say('inbox.pin')}
            <Key>p</Key>
          </Button>
        )}
      </div>
    </header>
  )
}

function CardSkeleton({ label }: { label: string }) {
  return (
    <div className={styles.body} role="status" aria-label={label}>
      <div className={styles.head}>
        <Skeleton height={18} width="62%" mb={8} />
        <Skeleton height={11} width="40%" mb={14} />
        <Skeleton height={24} width={180} mb={14} />
      </div>
      <Skeleton height={74} mb={18} />
      {[80, 64, 72].map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} mb={12} />
      ))}
    </div>
  )
}
