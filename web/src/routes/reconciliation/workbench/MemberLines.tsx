import { ActionIcon } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import type { LineRow } from '../model'
import { nameOf } from './LineItem'
import styles from './MemberLines.module.css'

interface Props {
  lines: LineRow[]
  /** Offers to pick each line, and says which are. */
  picked?: ReadonlySet<string>
  onPick?: (line: LineRow) => void
}

/** The lines of a candidate or of a group. */
export function MemberLines({ lines, picked, onPick }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <ul className={styles.root}>
      {lines.map((line) => {
        const on = picked?.has(line.id) ?? false
        return (
          <li key={line.id} className={styles.line} data-pick={onPick ? true : undefined}>
            {onPick && (
              <ActionIcon
                size={24}
                variant={on ? 'light' : 'subtle'}
                color={on ? 'accent' : 'gray'}
                aria-pressed={on}
                aria-label={say('work.pick', { line: nameOf(line), amount: formats.money(line.amount) })}
                onClick={() => onPick(line)}
              >
                {on ? <IconCheck size={13} aria-hidden /> : <IconPlus size={13} aria-hidden />}
              </ActionIcon>
            )}
            <span className={styles.text}>
              <bdi className={styles.name}>{nameOf(line)}</bdi>
              <span className={styles.quiet}>
                {label('source', line.source)} · {formats.day(line.bookedOn)}
                {line.reference && (
                  <>
                    {' · '}
                    <bdi>{line.reference}</bdi>
                  </>
                )}
              </span>
            </span>
            <Amount money={line.amount} />
          </li>
        )
      })}
    </ul>
  )
}
