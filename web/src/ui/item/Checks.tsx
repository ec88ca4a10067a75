import { useState } from 'react'
import type { CheckPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ToneIcon } from '../Mark'
import { checkTone, worstFirst } from '../tones'
import styles from './Checks.module.css'

interface Props {
  checks: CheckPartsFragment[]
  /** At most so many of those that are not fine; the rest on demand. */
  most?: number
}

/** What was checked: open is only what is not fine, worst first; the rest is a line that opens. */
export function Checks({ checks, most = 20 }: Props) {
  const say = useText()
  const [all, setAll] = useState(false)
  const sorted = [...checks].sort((a, b) => worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome))
  const open = sorted.filter((check) => check.outcome !== 'PASS').slice(0, most)
  const shown = all ? sorted : open
  const hidden = checks.length - open.length
  if (checks.length === 0) return <p className={styles.none}>{say('checks.none')}</p>
  return (
    <div>
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map((check, index) => (
            <Check key={`${check.rule} ${check.field ?? ''} ${index}`} check={check} />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          <ToneIcon tone="done" size={14} />
          {all
            ? say('checks.hide')
            : say(open.length === 0 ? 'checks.allFine' : 'checks.fine', { count: hidden })}
        </button>
      )}
    </div>
  )
}

function Check({ check }: { check: CheckPartsFragment }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <li className={styles.check}>
      <ToneIcon tone={checkTone(check.outcome)} />
      <div className={styles.body}>
        <p className={styles.message}>
          <span className={styles.outcome}>{label('check', check.outcome)}: </span>
          <bdi>{check.message}</bdi>
        </p>
        {(check.stated ?? check.expected) && (
          <p className={styles.values}>
            {say('checks.stated')}{' '}
            <b>
              <bdi>{check.stated ?? '–'}</bdi>
            </b>{' '}
            · {say('checks.expected')}{' '}
            <b>
              <bdi>{check.expected ?? '–'}</bdi>
            </b>
          </p>
        )}
        <p className={styles.source}>
          <code>{check.rule}</code>
          {check.field && (
            <>
              {' · '}
              <bdi>{check.field}</bdi>
            </>
          )}
          {check.source && (
            <>
              {' · '}
              <bdi>{check.source}</bdi>
            </>
          )}
          {check.ageSeconds !== null &&
            check.ageSeconds >= 60 &&
            ` · ${say('checks.age', { age: age(check.ageSeconds, formats.locale) })}`}
        </p>
      </div>
    </li>
  )
}

function age(seconds: number, locale: string): string {
  const [value, unit] =
    seconds < 3600
      ? [seconds / 60, 'minute']
      : seconds < 86_400
        ? [seconds / 3600, 'hour']
        : [seconds / 86_400, 'day']
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unit as string,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(Math.floor(value as number))
}
