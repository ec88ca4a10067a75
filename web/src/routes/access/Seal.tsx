import { Loader } from '@mantine/core'
import { IconRosetteDiscountCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import styles from './Seal.module.css'
import { SealDialog } from './SealDialog'

/** What was found when the log was checked against what was signed. */
export interface LogProof {
  /** First position that was recomputed, and the one behind the last. */
  from: number
  to: number
  /** How many entries the checkpoint covers, and the signed root of their tree, base64. */
  size: number
  root: string
  /** RFC 3339. */
  signedAt: string
  /** As it was signed: a signed note. */
  checkpoint: string
  intact: boolean
  /** The first position that is not as it was signed, and what is wrong there. */
  firstBreak: number | null
  why: string | null
}

export interface SealProps {
  proof: Loaded<LogProof>
  /** Checks anew. */
  onCheck: () => void
}

/** The seal of the log: the last position that was found as it was signed. It opens to how anybody checks that without us. */
export function Seal({ proof, onCheck }: SealProps) {
  const say = useText()
  const formats = useFormats()
  const [open, setOpen] = useState(false)
  const found = proof.state === 'ready' ? proof.data : undefined
  const state =
    proof.state === 'loading' ? 'loading' : !found ? 'unknown' : found.intact ? 'intact' : 'broken'
  const Icon = { intact: IconRosetteDiscountCheck, broken: IconShieldX, unknown: IconShieldQuestion }[
    state === 'loading' ? 'unknown' : state
  ]
  const words =
    state === 'intact' && found
      ? say('seal.intact', { position: formats.count(found.to - 1) })
      : state === 'broken' && found
        ? say('seal.broken', { position: formats.count(found.firstBreak ?? found.from) })
        : say(state === 'loading' ? 'seal.checking' : 'seal.unknown')
  return (
    <>
      <button type="button" className={styles.seal} data-state={state} onClick={() => setOpen(true)}>
        {state === 'loading' ? (
          <Loader size={14} color="var(--cs-quiet)" aria-hidden />
        ) : (
          <Icon size={17} stroke={1.75} aria-hidden />
        )}
        <span>{words}</span>
      </button>
      {open && <SealDialog proof={proof} onCheck={onCheck} onClose={() => setOpen(false)} />}
    </>
  )
}
