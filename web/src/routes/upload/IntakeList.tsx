import { Button, NativeSelect } from '@mantine/core'
import type { IntakePartsFragment, IntakeState } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Mark, type Tone } from '~/ui/Mark'
import { EmptyNotice, ProblemLine, ProblemNotice } from '~/ui/Notice'
import { Pager, type PageState } from '~/ui/Pager'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { When } from '~/ui/When'
import styles from './IntakeList.module.css'

export interface IntakeListProps {
  list: Loaded<{ rows: IntakePartsFragment[]; total: { value: number; capped: boolean }; page: PageState }>
  state?: IntakeState
  onState: (state?: IntakeState) => void
  onNext: () => void
  onPrevious: () => void
  onRetry: () => void
  /** Of the file that is being resubmitted or discarded. */
  busyId?: string
  problem?: Problem
  onResubmit: (intake: IntakePartsFragment) => void
  onDiscard: (intake: IntakePartsFragment) => void
}

const states: IntakeState[] = ['QUARANTINED', 'DUPLICATE', 'ACCEPTED', 'RECEIVED', 'DISCARDED']

const tones: Record<IntakeState, Tone> = {
  RECEIVED: 'wait',
  ACCEPTED: 'done',
  DUPLICATE: 'risk',
  QUARANTINED: 'risk',
  DISCARDED: 'draft',
}

/** Every file that was received, whatever became of it; those that could not be read wait for a person. */
export function IntakeList(props: IntakeListProps) {
  const { list, state, onState, onRetry, problem } = props
  const say = useText()
  const label = useLabel()
  return (
    <div className={styles.root}>
      <NativeSelect
        aria-label={say('intake.state')}
        value={state ?? ''}
        onChange={(event) => onState((event.currentTarget.value || undefined) as IntakeState | undefined)}
        data={[
          { value: '', label: say('intake.any') },
          ...states.map((value) => ({ value, label: label('intake', value) })),
        ]}
        className={styles.filter}
      />
      {problem && <ProblemLine problem={problem} />}
      {list.state === 'loading' && (
        <TableSkeleton
          label={say('intake.loading')}
          columns={[{ label: say('intake.file'), wide: true }, { label: say('invoice.state') }]}
          rows={4}
        />
      )}
      {list.state === 'problem' && <ProblemNotice problem={list.problem} onRetry={onRetry} />}
      {list.state === 'ready' && list.data.rows.length === 0 && (
        <EmptyNotice
          kind={state === 'QUARANTINED' ? 'done' : state ? 'filtered' : 'nothing'}
          title={say(
            state === 'QUARANTINED' ? 'intake.noneQuarantined' : state ? 'intake.filtered' : 'intake.nothing',
          )}
        />
      )}
      {list.state === 'ready' && list.data.rows.length > 0 && (
        <>
          <ul className={styles.list} aria-label={say('intake.title')}>
            {list.data.rows.map((intake) => (
              <Row key={intake.id} intake={intake} {...props} />
            ))}
          </ul>
          <Pager
            shown={list.data.rows.length}
            total={list.data.total}
            page={list.data.page}
            onNext={props.onNext}
            onPrevious={props.onPrevious}
          />
        </>
      )}
    </div>
  )
}

function Row({ intake, busyId, onResubmit, onDiscard }: IntakeListProps & { intake: IntakePartsFragment }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const may = intake.state === 'QUARANTINED' && intake.can.some(({ allowed }) => allowed)
  const refused =
    intake.state === 'QUARANTINED' && !may ? intake.can.flatMap(({ reasons }) => reasons)[0] : undefined
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.name}>
          <bdi>{intake.file.name}</bdi>
        </p>
        <p className={styles.detail}>
          {intake.entity.code} · {label('channel', intake.channel)} · {formats.bytes(intake.file.bytes)}
          {intake.format && (
            <>
              {' · '}
              <bdi>{intake.format}</bdi>
            </>
          )}{' '}
          · <When at={intake.receivedAt} />
        </p>
        {intake.problem && (
          <p className={styles.problem}>
            <bdi>{intake.problem}</bdi> {intake.problemField && <code>{intake.problemField}</code>}
          </p>
        )}
        {intake.twin && (
          <p className={styles.detail}>
            {say('upload.twin')}{' '}
            <a href={`/invoices/${encodeURIComponent(intake.twin.id)}`}>{intake.twin.key}</a>{' '}
            <bdi>{intake.twin.sellerName}</bdi> · <bdi>{intake.twin.number}</bdi>
          </p>
        )}
        {intake.invoice && (
          <p className={styles.detail}>
            <a href={`/invoices/${encodeURIComponent(intake.invoice.id)}`}>{intake.invoice.key}</a>{' '}
            <bdi>{intake.invoice.sellerName}</bdi> · <bdi>{intake.invoice.number}</bdi>
          </p>
        )}
        {refused && (
          <p className={styles.detail}>
            <bdi>{refused.message}</bdi>
          </p>
        )}
      </div>
      <Mark tone={tones[intake.state] ?? 'wait'} plain>
        {label('intake', intake.state)}
      </Mark>
      <div className={styles.buttons}>
        <Button
          component="a"
          href={intake.file.downloadUrl}
          download={intake.file.name}
          variant="default"
          size="compact-sm"
        >
          {say('intake.download')}
        </Button>
        {may && (
          <>
            <Button
              variant="default"
              size="compact-sm"
              loading={busyId === intake.id}
              onClick={() => onResubmit(intake)}
            >
              {say('intake.resubmit')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              disabled={busyId === intake.id}
              onClick={() => onDiscard(intake)}
            >
              {say('intake.discard')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}
