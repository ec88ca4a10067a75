import { Modal } from '@mantine/core'
import { useText } from '~/i18n/useText'
import type { MessageId } from '~/i18n/en'
import styles from './HelpDialog.module.css'

const groups: [title: MessageId, keys: [keys: string[], does: MessageId][]][] = [
  [
    'help.everywhere',
    [
      [['Ctrl', 'K'], 'help.search'],
      [['g', 'i'], 'help.inbox'],
      [['g', 'v'], 'help.invoices'],
      [['g', 'u'], 'help.uploads'],
      [['g', 's'], 'help.suppliers'],
      [['g', 'r'], 'help.reconciliation'],
      [['g', 'a'], 'help.access'],
      [['/'], 'help.find'],
      [['?'], 'help.help'],
    ],
  ],
  [
    'help.inInbox',
    [
      [['j'], 'help.next'],
      [['k'], 'help.previous'],
      [['Enter'], 'help.open'],
      [['Esc'], 'help.back'],
    ],
  ],
  [
    'help.decide',
    [
      [['a'], 'help.approve'],
      [['r'], 'help.return'],
      [['u'], 'help.undo'],
      [['w'], 'help.why'],
      [['e'], 'help.evidence'],
    ],
  ],
]

/** The sheet of keys. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const say = useText()
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('help.title')}
      closeButtonProps={{ 'aria-label': say('action.close') }}
    >
      {groups.map(([title, keys]) => (
        <section key={title} className={styles.group}>
          <h3>{say(title)}</h3>
          <dl>
            {keys.map(([names, does]) => (
              <div key={does}>
                <dt>{say(does)}</dt>
                <dd>
                  {names.map((name) => (
                    <kbd key={name}>{name}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className={styles.note}>{say('help.off')}</p>
    </Modal>
  )
}
