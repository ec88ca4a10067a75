import { Button, Modal } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { ProblemNotice } from '~/ui/Notice'
import { saveFile } from '~/ui/saveFile'
import { When } from '~/ui/When'
import type { LogProof, SealProps } from './Seal'
import styles from './Seal.module.css'
import { verifyCommands } from './verify'

/** What was found when the log was checked, and how anybody checks it without us. */
export function SealDialog({ proof, onCheck, onClose }: SealProps & { onClose: () => void }) {
  const say = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title={say('seal.title')}
      closeButtonProps={{ 'aria-label': say('action.close') }}
    >
      {proof.state === 'problem' ? (
        <ProblemNotice problem={proof.problem} onRetry={onCheck} />
      ) : proof.state === 'ready' ? (
        <SealDetail proof={proof.data} onCheck={onCheck} />
      ) : (
        <p role="status">{say('seal.checking')}</p>
      )}
    </Modal>
  )
}

function SealDetail({ proof, onCheck }: { proof: LogProof; onCheck: () => void }) {
  const say = useText()
  const formats = useFormats()
  return (
    <div className={styles.detail}>
      <p className={styles.verdict}>
        <Mark tone={proof.intact ? 'done' : 'blocked'}>
          {say(proof.intact ? 'seal.isIntact' : 'seal.isBroken')}
        </Mark>{' '}
        {proof.intact ? (
          say('seal.text', { from: formats.count(proof.from), to: formats.count(proof.to - 1) })
        ) : (
          <bdi>{proof.why}</bdi>
        )}
      </p>
      <Facts
        items={[
          [say('seal.size'), formats.count(proof.size)],
          [say('seal.signed'), <When key="signed" at={proof.signedAt} />],
          [
            say('seal.root'),
            <code key="root" className={styles.hash}>
              {proof.root}
            </code>,
          ],
        ]}
      />
      <h3 className={styles.title}>{say('seal.yourself')}</h3>
      <ol className={styles.steps}>
        <li>
          {say('seal.keep')}
          <pre className={styles.code} tabIndex={0}>
            {proof.checkpoint}
          </pre>
        </li>
        <li>
          {say('seal.run')}
          <pre className={styles.code} tabIndex={0}>
            {verifyCommands.join('\n')}
          </pre>
        </li>
        <li>{say('seal.compare')}</li>
      </ol>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onCheck}>
          {say('seal.again')}
        </Button>
        <Button onClick={() => saveFile('checkpoint.txt', proof.checkpoint, 'text/plain')}>
          {say('seal.download')}
        </Button>
      </div>
    </div>
  )
}
