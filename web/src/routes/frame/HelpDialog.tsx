import { Modal } from '@mantine/core'
import { DialogText } from '~/i18n/DialogText'
import type { MessageId } from '~/i18n/en'
import { useText } from '~/i18n/useText'
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
      [['g', 'c'], 'help.cases'],
      [['g', 'm'], 'help.models'],
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
      [['p'], 'help.pin'],
      [['u'], 'help.undo'],
      [['w'], 'help.why'],
      [['e'], 'help.evidence'],
    ],
  ],
  [
    'help.workbench',
    [
      [['x'], 'help.pick'],
      [['Enter'], 'help.acceptBest'],
      [['1 … 5'], 'help.acceptNth'],
      [['m'], 'help.match'],
      [['c'], 'help.case'],
      [['u'], 'help.undoMatch'],
      [['Esc'], 'help.clear'],
    ],
  ],
]

interface Props {
  onClose: () => void
}

/** The sheet of keys; suspends until its messages are there. */
export function HelpDialog(props: Props) {
  return (
    <DialogText>
      <Sheet {...props} />
    </DialogText>
  )
}

function Sheet({ onClose }: Props) {
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
