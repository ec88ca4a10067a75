import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { EvidenceAnswerQuery, RequestRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { type Column, DataTable } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { TableSkeleton } from '~/ui/TableSkeleton'
import styles from './Request.module.css'

/** The answer to a request, with the first of its rows. */
export type EvidenceAnswer = EvidenceAnswerQuery['evidence']

export interface AnswerProps {
  request: RequestRowFragment
  answer: Loaded<EvidenceAnswer>
  /** Where the whole answer is, asked with the same. */
  download?: string
  onRetry: () => void
}

/** An answer in each of its states. One that takes too long to be shown is there as a download all the same. */
export function Answer({ request, answer, download, onRetry }: AnswerProps) {
  const say = useText()
  if (answer.state === 'loading')
    return (
      <>
        <p className={styles.quiet}>{say('request.loadingText')}</p>
        <TableSkeleton
          label={say('request.loading')}
          rows={8}
          columns={request.columns.slice(0, 6).map((label) => ({ label }))}
        />
      </>
    )
  if (answer.state === 'problem') {
    const { problem } = answer
    if (problem.code === 'FORBIDDEN')
      return <EmptyNotice kind="forbidden" title={say('request.forbidden')} text={problem.message} />
    if (problem.code === 'TIMEOUT')
      return (
        <EmptyNotice kind="nothing" title={say('request.tooLong')} text={say('request.tooLongText')}>
          {download && <Download href={download} number={request.number} />}
          <Button variant="default" onClick={onRetry}>
            {say('action.retry')}
          </Button>
        </EmptyNotice>
      )
    return <ProblemNotice problem={problem} onRetry={onRetry} />
  }
  return <Shown answer={answer.data} />
}

function Shown({ answer }: { answer: EvidenceAnswer }) {
  const say = useText()
  const formats = useFormats()
  const { request, rows, sample, columns, digest, logPosition, parameters, downloadUrl } = answer
  const long = sample.length < rows
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>{say('request.rows', { count: rows })}</h2>
        <Download href={downloadUrl} number={request.number} primary={long} />
      </div>
      <Facts
        items={[
          [say('request.at'), formats.instant(answer.at)],
          [
            say('request.askedWith'),
            <span key="parameters" className={styles.parameters}>
              {parameters.map(({ name, value }) => (
                <code key={name}>
                  {name} {value}
                </code>
              ))}
            </span>,
          ],
          [
            say('request.digest'),
            <code key="digest" className={styles.digest} dir="ltr">
              {digest}
            </code>,
          ],
          [
            say('request.complete'),
            logPosition < 0
              ? say('request.noPosition')
              : say('log.position', { position: formats.count(logPosition) }),
          ],
        ]}
      />
      {long && (
        <p className={styles.long} role="note">
          {say('request.long', { shown: formats.count(sample.length), rows: formats.count(rows) })}
        </p>
      )}
      {rows === 0 ? (
        <EmptyNotice kind="done" title={say('request.empty')} text={say('request.emptyText')} />
      ) : (
        <Rows title={request.title} columns={columns} sample={sample} />
      )}
    </>
  )
}

interface Numbered {
  cells: string[]
  /** From 1. */
  n: number
}

/** Rows as the file has them. On a phone a row is a card, without the cells that are empty. */
function Rows({ title, columns, sample }: { title: string; columns: string[]; sample: string[][] }) {
  const heads: Column<Numbered>[] = columns.map((label, index) => ({
    id: label,
    label,
    cell: ({ cells }) => (
      <bdi className={styles.cell} title={cells[index]}>
        {cells[index]}
      </bdi>
    ),
  }))
  return (
    <DataTable
      caption={title}
      columns={heads}
      rows={sample.map((cells, index) => ({ cells, n: index + 1 }))}
      rowKey={({ n }) => String(n)}
      card={({ cells }) => (
        <div className={styles.card}>
          <Facts
            items={columns.map((label, index) => [
              label,
              cells[index] && <bdi key={label}>{cells[index]}</bdi>,
            ])}
          />
        </div>
      )}
    />
  )
}

/** Hands over the whole answer as a file: the table, its lines and the manifest. */
function Download({ href, number, primary }: { href: string; number: number; primary?: boolean }) {
  const say = useText()
  return (
    <Button
      component="a"
      href={href}
      download={`evidence-${String(number).padStart(2, '0')}.zip`}
      variant={primary ? 'filled' : 'default'}
      leftSection={<IconDownload size={15} stroke={1.75} aria-hidden />}
    >
      {say('request.download')}
    </Button>
  )
}
