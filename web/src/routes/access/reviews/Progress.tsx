import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { When } from '~/ui/When'
import type { Review } from './ReviewScreen'
import styles from './Review.module.css'

/** How far a campaign is, and its evidence once there is any. */
export function Progress({ review }: { review: Review }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { progress, evidence, state } = review
  return (
    <div className={styles.progress}>
      <Facts
        items={[
          [
            say('change.state'),
            <Mark key="state" tone={state === 'CLOSED' ? 'done' : 'wait'} plain>
              {label('reviewState', state)}
            </Mark>,
          ],
          [say('review.scope'), <bdi key="scope">{review.scope}</bdi>],
          [say('review.due'), <When key="due" at={review.dueAt} />],
          [
            say('review.progress'),
            say('review.of', {
              decided: formats.count(progress.decided),
              lines: formats.count(progress.lines),
            }),
          ],
        ]}
      />
      <Facts
        items={[
          [label('reviewDecision', 'KEEP'), formats.count(progress.kept)],
          [label('reviewDecision', 'NARROW'), formats.count(progress.narrowed)],
          [label('reviewDecision', 'REVOKE'), formats.count(progress.revoked)],
          [say('review.verified'), formats.count(progress.verified)],
          [
            say('review.evidence'),
            evidence.length === 0 ? (
              <span className={styles.quiet}>{say('review.evidenceNone')}</span>
            ) : (
              evidence.map(({ id, name, downloadUrl }) => (
                <a key={id} href={downloadUrl} download={name} className={styles.link}>
                  {name}
                </a>
              ))
            ),
          ],
        ]}
      />
    </div>
  )
}
