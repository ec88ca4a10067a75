import { Button, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useText } from '~/i18n/useText'
import styles from './DraftDialog.module.css'

interface Props {
  title: string
  /** Whether there is anything to add yet. */
  whole: boolean
  onAdd: () => void
  onClose: () => void
  children: ReactNode
}

/** A dialog that adds to the draft. */
export function DraftDialog({ title, whole, onAdd, onClose, children }: Props) {
  const say = useText()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (whole) onAdd()
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say('action.close') }}>
      <form onSubmit={send} noValidate className={styles.form}>
        {children}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('action.cancel')}
          </Button>
          <Button type="submit" disabled={!whole}>
            {say('whatif.add')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
