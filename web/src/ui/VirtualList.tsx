import { type ReactNode, type UIEvent, useEffect, useRef, useState } from 'react'
import styles from './VirtualList.module.css'

interface Props<Row> {
  label: string
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Of every row, px. */
  rowHeight: number
  /** How many there are in all, where that is known. */
  total?: number
  /** There are more than `rows`. */
  hasMore?: boolean
  /** Asked for when the end comes into sight. */
  onMore?: () => void
  /** Key of the row to keep in sight. */
  current?: string
  busy?: boolean
  /** What stands in a row; memoized, it is drawn once while it stays in sight. */
  children: (row: Row, index: number) => ReactNode
}

// Rows drawn beyond what is seen, at each end; the window moves by as many.
const beyond = 12
// Before it is measured, and where nothing is laid out.
const assumedHeight = 720
const waiting = 6

/**
 * A list of rows of one height, of which only those in sight are in the document: its length costs nothing. Rows carry
 * their place in the whole for those who hear it. What is still to come stands below as rows on their way.
 */
export function VirtualList<Row>({
  label,
  rows,
  rowKey,
  rowHeight,
  total,
  hasMore = false,
  onMore,
  current,
  busy,
  children,
}: Props<Row>) {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(assumedHeight)
  const [from, setFrom] = useState(0)
  const length = rows.length
  // The list may have become shorter than where one stood.
  const start = Math.max(0, Math.min(from, length) - beyond)
  const end = Math.min(length, from + Math.ceil(height / rowHeight) + 2 * beyond)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setHeight(element.clientHeight || assumedHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const at = current === undefined ? -1 : rows.findIndex((row) => rowKey(row) === current)
  useEffect(() => {
    const element = box.current
    if (at < 0 || !element) return
    const top = at * rowHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight
  }, [at, rowHeight])

  const wantsMore = hasMore && end >= length - beyond
  useEffect(() => {
    if (wantsMore) onMore?.()
  }, [wantsMore, onMore, length])

  // In steps, so that most frames of a scroll draw nothing anew.
  const follow = ({ currentTarget }: UIEvent) =>
    setFrom(Math.floor(currentTarget.scrollTop / rowHeight / beyond) * beyond)
  const left = hasMore ? Math.max(1, Math.min(waiting, (total ?? Infinity) - length)) : 0
  return (
    <div ref={box} className={styles.root} onScroll={follow}>
      <ul
        className={styles.rows}
        style={{ height: (length + left) * rowHeight }}
        aria-label={label}
        aria-busy={busy || undefined}
      >
        {rows.slice(start, end).map((row, index) => (
          <li
            key={rowKey(row)}
            className={styles.row}
            style={{ top: (start + index) * rowHeight, height: rowHeight }}
            aria-setsize={total ?? (hasMore ? -1 : length)}
            aria-posinset={start + index + 1}
          >
            {children(row, start + index)}
          </li>
        ))}
      </ul>
      {left > 0 &&
        end === length &&
        Array.from({ length: left }, (_, index) => (
          <div
            key={index}
            className={styles.waiting}
            style={{ top: (length + index) * rowHeight, height: rowHeight }}
            aria-hidden
          />
        ))}
    </div>
  )
}
