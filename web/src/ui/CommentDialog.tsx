import { Button, Modal, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { ProblemLine } from './Notice'
import styles from './CommentDialog.module.css'

interface Props {
  title: string
  /** What follows from it. */
  text?: string
  /** Of the button that does it. */
  doLabel: string
  /** Whether words are needed: `least` letters, or none. */
  needed: boolean
  /** As the server counts what it takes: 3 to 500 characters unless it says otherwise. */
  least?: number
  most?: number
  /** It takes something away. */
  grave?: boolean
  /** Whether everything else that the dialog asks for is there. */
  whole?: boolean
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onGive: (comment?: string) => void
  /** What else is asked. */
  children?: ReactNode
}

/** Asks for the words that go with an act. */
export function CommentDialog({
  title,
  text,
  doLabel,
  needed,
  least = 3,
  most = 500,
  grave,
  whole = true,
  busy,
  problem,
  onClose,
  onGive,
  children,
}: Props) {
  const say = useText()
  const [comment, setComment] = useState('')
  const [tried, setTried] = useState(false)
  const missing = needed && [...comment.trim()].length < least
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing && whole) onGive(comment.trim() || undefined)
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say('action.close') }}>
      <form onSubmit={send} noValidate className={styles.form}>
        {text && <p className={styles.text}>{text}</p>}
        {children}
        <Textarea
          label={say('reason.comment')}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          error={tried && missing && say('reason.commentMissing', { least })}
          minRows={3}
          maxLength={most}
          autosize
          required={needed}
          data-autofocus
        />
        {problem && <ProblemLine problem={problem} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('action.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!whole} color={grave ? 'red' : undefined}>
            {doLabel}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
