import { Fragment, type ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { MessageId } from './en'

interface Props {
  id: MessageId
  /** What stands in the blanks, in the order that the language wants. */
  blanks: Record<string, ReactNode>
}

/** A sentence with blanks to fill in: its words as text, each blank where the language has it. */
export function Sentence({ id, blanks }: Props) {
  const intl = useIntl()
  const parts = intl.formatMessage({ id }, blanks) as ReactNode
  return (
    <>
      {(Array.isArray(parts) ? parts : [parts]).map((part: ReactNode, index) =>
        typeof part === 'string' ? (
          <span key={index}>{part.trim()}</span>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  )
}
