import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { CaseInFull } from './model'
import styles from './ResolveForm.module.css'

interface Props {
  found: CaseInFull
  busy?: boolean
  problem?: Problem
  onReopen: (reason: string) => void
}

/** Takes back that the lines of a case were left out; or says why the viewer cannot. */
export function Reopen({ found, busy, problem, onReopen }: Props) {
  const say = useText()
  const [asked, setAsked] = useState(false)
  if (found.resolution?.code !== 'NOT_NEEDED' || found.lineCount === 0) return null
  const [permit] = found.reopening
  return (
    <section className={styles.root} aria-label={say('case.leftOut')}>
      <p className={styles.title}>{say('case.leftOut')}</p>
      {permit?.allowed ? (
        <div>
          <Button variant="default" onClick={() => setAsked(true)}>
            {say('case.reopen')}
          </Button>
        </div>
      ) : (
        <ul className={styles.against}>
          {permit?.reasons.map(({ message }) => (
            <li key={message}>
              <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      )}
      {asked && (
        <CommentDialog
          title={say('case.reopenKey', { key: found.key })}
          text={say('case.reopenText')}
          doLabel={say('case.reopen')}
          needed
          busy={busy}
          problem={problem}
          onClose={() => setAsked(false)}
          onGive={(reason) => onReopen(reason ?? '')}
        />
      )}
    </section>
  )
}
