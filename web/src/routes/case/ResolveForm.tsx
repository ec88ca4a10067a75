import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { ProblemLine } from '~/ui/Notice'
import type { CaseInFull } from './model'
import styles from './ResolveForm.module.css'

interface Props {
  found: CaseInFull
  busy?: boolean
  problem?: Problem
  onResolve: (code: string, note: string) => void
}

const least = 3
const most = 2_000
/** Codes of which is said what follows from them. */
const hinted = ['MATCHED', 'ADJUSTED', 'CARRIED_FORWARD'] as const

/** Asks by what a case ends and what was found and done; or says why the viewer cannot end it. */
export function ResolveForm({ found, busy, problem, onResolve }: Props) {
  const say = useText()
  const label = useLabel()
  const id = useId()
  const [code, setCode] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  if (found.state !== 'OPEN' || found.can.length === 0) return null
  const against = found.can.filter(({ allowed }) => !allowed).flatMap(({ reasons }) => reasons)
  if (against.length > 0)
    return (
      <section className={styles.root} aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`} className={styles.title}>
          {say('case.mayNot')}
        </h2>
        <ul className={styles.against}>
          {[...new Set(against.map(({ message }) => message))].map((message) => (
            <li key={message}>
              <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      </section>
    )
  const missing = [...note.trim()].length < least
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (code && !missing) onResolve(code, note.trim())
  }
  return (
    <form onSubmit={send} noValidate className={styles.root} aria-label={say('case.resolveTitle')}>
      <fieldset className={styles.codes}>
        <legend className={styles.title}>{say('case.resolveTitle')}</legend>
        {found.resolutionCodes.map((value) => {
          const hint = hinted.find((known) => known === value)
          return (
            <label key={value} className={styles.code} data-on={code === value || undefined}>
              <input
                type="radio"
                name={`${id}-code`}
                value={value}
                checked={code === value}
                onChange={() => setCode(value)}
                aria-describedby={tried && !code ? `${id}-missing` : undefined}
                required
              />
              <span>
                {label('resolution', value)}
                {hint && <span className={styles.hint}>{say(`resolutionHint.${hint}`)}</span>}
              </span>
            </label>
          )
        })}
        {tried && !code && (
          <p id={`${id}-missing`} className={styles.missing}>
            {say('case.codeMissing')}
          </p>
        )}
      </fieldset>
      <Textarea
        label={say('case.note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={tried && missing && say('reason.commentMissing', { least })}
        minRows={3}
        maxLength={most}
        autosize
        required
      />
      {problem && <ProblemLine problem={problem} />}
      <div>
        <Button type="submit" loading={busy}>
          {say('case.resolveKey', { key: found.key })}
        </Button>
      </div>
    </form>
  )
}
