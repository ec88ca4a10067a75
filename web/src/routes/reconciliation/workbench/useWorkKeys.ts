import { useKeys } from '~/ui/useKeys'
import type { Candidate, LineDetail, LineRow } from '../model'
import { differenceOf, isZero } from '../sums'
import { bestOf } from './Candidates'
import type { WorkProps } from './WorkScreen'

type Keyed = Pick<
  WorkProps,
  | 'selected'
  | 'onSelect'
  | 'match'
  | 'busy'
  | 'picked'
  | 'onPick'
  | 'onAccept'
  | 'onAcceptGroup'
  | 'onMatch'
  | 'onCase'
  | 'onClear'
> & {
  rows: readonly LineRow[]
  /** Lines on their way out are passed over. */
  leaving: ReadonlySet<string>
  /** The chosen line, when it is there. */
  line?: LineDetail
  onUndo: () => void
  /** Enter was pressed where nothing can be accepted with one key. */
  onNothing: () => void
}

const nth = [0, 1, 2, 3, 4]

/** The keys of the workbench: j k move, x pick, Enter accept the best and go on, 1 to 5 accept that one, m c u. */
export function useWorkKeys({
  rows,
  leaving,
  selected,
  onSelect,
  line,
  match,
  busy,
  picked,
  onPick,
  onAccept,
  onAcceptGroup,
  onMatch,
  onCase,
  onUndo,
  onClear,
  onNothing,
}: Keyed) {
  const may = match.allowed && !busy
  const staying = rows.filter(({ id }) => !leaving.has(id))
  const step = (by: number) => {
    const at = staying.findIndex(({ id }) => id === selected)
    const next = staying[at === -1 ? 0 : at + by]
    if (next) onSelect(next.id)
  }
  const accept = (candidate: Candidate | undefined) => {
    if (!line || !may) return
    if (candidate && isZero(candidate.remainder.amount)) onAccept(line, candidate)
    else onNothing()
  }
  const acceptBest = () => {
    if (!line || !may) return
    if (line.group?.state === 'SUGGESTED') onAcceptGroup(line.group)
    else accept(bestOf(line.candidates))
  }
  const difference = differenceOf(picked)
  const even = difference !== undefined && isZero(difference)
  const row = rows.find(({ id }) => id === selected)
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    x: row && (() => onPick(row)),
    // Another button or link keeps its own Enter; a line of the list does not.
    Enter: document.activeElement?.closest('a, button:not([data-line])') ? undefined : acceptBest,
    ...Object.fromEntries(nth.map((n) => [String(n + 1), () => accept(line?.candidates[n])])),
    m: may && even ? onMatch : undefined,
    c: may && (picked.length > 0 || line) ? onCase : undefined,
    u: onUndo,
    Escape: picked.length > 0 ? onClear : undefined,
  })
}
