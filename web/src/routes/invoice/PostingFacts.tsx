import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { postingTone } from '~/ui/tones'
import { When } from '~/ui/When'

/** The way to the ledger: where it stands, the ledger's number, what it said. */
export function PostingFacts({ posting }: { posting: NonNullable<InvoicePartsFragment['posting']> }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <Facts
      items={[
        [
          say('posting.state'),
          <Mark key="state" tone={postingTone(posting.state)} plain>
            {label('posting', posting.state)}
          </Mark>,
        ],
        [say('posting.ledger'), posting.connector],
        [say('posting.reference'), posting.reference && <code key="reference">{posting.reference}</code>],
        [
          say('posting.reversal'),
          posting.reversalReference && <code key="reversal">{posting.reversalReference}</code>,
        ],
        [say('posting.postedAt'), posting.postedAt && <When key="at" at={posting.postedAt} />],
        [say('posting.attempts'), posting.attempts > 1 ? formats.count(posting.attempts) : null],
        [say('posting.problem'), posting.problem && <bdi key="problem">{posting.problem}</bdi>],
        [
          say('posting.retryAt'),
          posting.retryAt && posting.state !== 'CONFIRMED' ? <When key="retry" at={posting.retryAt} /> : null,
        ],
      ]}
    />
  )
}
