import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import styles from './Pager.module.css'

/** Where a page stands in its list. */
export interface PageState {
  hasNextPage: boolean
  hasPreviousPage: boolean
}

interface Props {
  shown: number
  /** How many there are in all; capped counts are shown as "more than". */
  total?: { value: number; capped: boolean }
  page: PageState
  /** What it pages through, where a page has several lists. */
  label?: string
  onNext: () => void
  onPrevious: () => void
}

/** How much of a list is shown, and the pages beside it. */
export function Pager({ shown, total, page, label, onNext, onPrevious }: Props) {
  const say = useText()
  const formats = useFormats()
  const count = formats.count(shown)
  const text = !total
    ? say('pager.shown', { shown: count })
    : say(total.capped ? 'pager.ofMoreThan' : 'pager.of', { shown: count, total: formats.count(total.value) })
  return (
    <nav className={styles.root} aria-label={label ?? say('pager.label')}>
      <span aria-live="polite">{text}</span>
      {(page.hasNextPage || page.hasPreviousPage) && (
        <span className={styles.buttons}>
          <ActionIcon
            variant="default"
            disabled={!page.hasPreviousPage}
            onClick={onPrevious}
            aria-label={say('pager.previous')}
          >
            <IconChevronLeft size={16} className="flip" />
          </ActionIcon>
          <ActionIcon
            variant="default"
            disabled={!page.hasNextPage}
            onClick={onNext}
            aria-label={say('pager.next')}
          >
            <IconChevronRight size={16} className="flip" />
          </ActionIcon>
        </span>
      )}
    </nav>
  )
}
