import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import type { MessageId } from '~/i18n/en'
import { useText } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { Mark, type Tone } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { verifyCommands } from '../verify'
import styles from './Inclusion.module.css'
import { type Proof, statedBy } from './tree'

/** What is known of an event's place in the tree of the log. */
export interface InclusionState {
  /** Its leaf, base64. */
  leaf: string
  proof: Proof
  /** Does the path lead to the root that was signed? Absent where this browser makes no digests. */
  included?: boolean
}

export interface InclusionProps {
  /** "waiting" while no checkpoint covers the event. */
  inclusion: Loaded<InclusionState | 'waiting'>
  onRetry: () => void
}

/** The proof that an event is in the log as it was signed, recomputed by the browser, and how to do the same without it. */
export function Inclusion({ inclusion, onRetry }: InclusionProps) {
  const say = useText()
  return (
    <section className={styles.root}>
      <h2 className={styles.title}>{say('log.proof')}</h2>
      {inclusion.state === 'loading' ? (
        <p role="status" className={styles.quiet}>
          {say('log.proofLoading')}
        </p>
      ) : inclusion.state === 'problem' ? (
        <ProblemLine problem={inclusion.problem} onRetry={onRetry} />
      ) : inclusion.data === 'waiting' ? (
        <p className={styles.quiet}>{say('log.waiting')}</p>
      ) : (
        <Shown {...inclusion.data} />
      )}
    </section>
  )
}

function Shown({ leaf, proof, included }: InclusionState) {
  const say = useText()
  const formats = useFormats()
  const [tone, word, text]: [Tone, MessageId, MessageId] =
    included === undefined
      ? ['unknown', 'log.isUnchecked', 'log.unchecked']
      : included
        ? ['done', 'log.isIncluded', 'log.included']
        : ['blocked', 'log.isNot', 'log.notIncluded']
  const { root } = statedBy(proof.checkpoint)
  return (
    <>
      <p className={styles.verdict}>
        <Mark tone={tone}>{say(word)}</Mark> {say(text)}
      </p>
      <Facts
        items={[
          [say('log.seq'), `${formats.count(proof.position)} / ${formats.count(proof.size)}`],
          [say('log.leaf'), <Code key="leaf" text={leaf} />],
          [
            say('log.path', { count: proof.hashes.length }),
            <details key="path">
              <summary>{say('log.showPath')}</summary>
              {proof.hashes.map((hash) => (
                <Code key={hash} text={hash} />
              ))}
            </details>,
          ],
          [say('seal.root'), <Code key="root" text={root} />],
        ]}
      />
      <details>
        <summary>{say('seal.yourself')}</summary>
        <p className={styles.quiet}>{say('seal.run')}</p>
        <pre className={styles.code} tabIndex={0}>
          {`${proof.checkpoint}\n${verifyCommands.join('\n')}`}
        </pre>
      </details>
    </>
  )
}

const Code = ({ text }: { text: string }) => <code className={styles.hash}>{text}</code>
