import { useDirection } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import styles from './SplitPane.module.css'
import { useStored } from './useStored'

interface Props {
  /** Where this browser remembers the share. */
  name: string
  /** What the divider is called for those who hear it. */
  label: string
  /** Share of the first pane in percent, at first. */
  initial?: number
  first: ReactNode
  second: ReactNode
}

const least = 30
const most = 75
const keyStep = 2

const clamp = (share: number) => Math.min(most, Math.max(least, share))

/** Two panes with a divider that is dragged or moved with the arrow keys; its place is remembered. */
export function SplitPane({ name, label, initial = 55, first, second }: Props) {
  const { dir } = useDirection()
  const [stored, store] = useStored(`split.${name}`, initial)
  const [share, setShare] = useState(clamp(stored))
  const root = useRef<HTMLDivElement>(null)

  const move = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = root.current?.getBoundingClientRect()
    if (!box?.width) return
    const from = dir === 'rtl' ? box.right - event.clientX : event.clientX - box.left
    setShare(clamp((from / box.width) * 100))
  }
  const key = (event: KeyboardEvent) => {
    const right = dir === 'rtl' ? -keyStep : keyStep
    const by = { ArrowLeft: -right, ArrowRight: right, Home: -100, End: 100 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = clamp(share + by)
    setShare(next)
    store(next)
  }
  return (
    <div ref={root} className={styles.root} style={{ '--share': `${share}%` } as React.CSSProperties}>
      <div className={styles.first}>{first}</div>
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={Math.round(share)}
        tabIndex={0}
        className={styles.divider}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={move}
        onPointerUp={() => store(share)}
        onKeyDown={key}
      />
      <div className={styles.second}>{second}</div>
    </div>
  )
}
