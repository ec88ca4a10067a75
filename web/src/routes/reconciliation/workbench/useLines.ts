import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Client, useClient } from 'urql'
import type { LineFilter } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { type Problem, toProblem } from '~/api/problem'
import { ReconLinesDocument } from '~/api/reconDocuments'
import { sortInput } from '../../search'
import type { LineRow, LineState } from '../model'
import type { Lines } from './WorkScreen'

const pageSize = 100
// As long as a row takes to fade.
const fadeMs = 120

interface Kept {
  /** What was asked for when these were read. */
  key: string
  rows: LineRow[]
  total?: { value: number; capped: boolean }
  after?: string
  hasMore: boolean
  problem?: Problem
}

const empty: Kept = { key: '', rows: [], hasMore: false }
const none: ReadonlySet<string> = new Set()

type Page = Pick<Kept, 'rows' | 'total' | 'after' | 'hasMore'>

async function readPage(client: Client, key: string, after?: string): Promise<Page | { problem: Problem }> {
  const [filter, sort] = JSON.parse(key) as [LineFilter, string | undefined]
  const variables = { filter, sort: sortInput(sort), first: pageSize, after }
  const { data, error } = await client
    .query(ReconLinesDocument, variables, { requestPolicy: 'network-only' })
    .toPromise()
  if (!data) return { problem: error ? toProblem(error) : { code: 'INTERNAL', message: '' } }
  const { edges, pageInfo, totalCount } = data.lines
  return {
    rows: edges.map(({ node }) => node),
    total: totalCount,
    after: pageInfo.endCursor ?? undefined,
    hasMore: pageInfo.hasNextPage,
  }
}

/** Puts rows back where they stood; `at` is their place before any of them was gone. */
export function putBack(rows: readonly LineRow[], back: readonly { row: LineRow; at: number }[]): LineRow[] {
  const whole = [...rows]
  for (const { row, at } of [...back].sort((a, b) => a.at - b.at)) whole.splice(at, 0, row)
  return whole
}

/**
 * Lines of an account, page after page as their end comes into sight. What was settled leaves the list when it no longer
 * fits `filter.state`, and stands where it stood when that is taken back; the rest of what is shown stays where it is.
 */
export function useLines(filter: LineFilter, sort?: string) {
  const client = useClient()
  const key = JSON.stringify([filter, sort])
  const [kept, setKept] = useState<Kept>(empty)
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(none)
  const [turn, setTurn] = useState(0)
  const reading = useRef(false)
  /** Where lines stood that left the list, by their ids; of what was asked for last. */
  const left = useRef({ key: '', places: new Map<string, number>() })
  const reread = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    let gone = false
    reading.current = true
    void readPage(client, key).then((page) => {
      if (gone) return
      reading.current = false
      setKept('problem' in page ? { ...empty, key, problem: page.problem } : { key, ...page })
    })
    return () => {
      gone = true
    }
  }, [client, key, turn])

  const onMore = useCallback(() => {
    if (reading.current || !kept.hasMore || kept.problem || kept.key !== key) return
    reading.current = true
    void readPage(client, key, kept.after).then((page) => {
      setKept((now) => {
        // Asked for otherwise in the meantime.
        if (now.key !== key || now.after !== kept.after) return now
        if ('problem' in page) return { ...now, problem: page.problem }
        const ids = new Set(now.rows.map(({ id }) => id))
        return { ...page, key, rows: [...now.rows, ...page.rows.filter(({ id }) => !ids.has(id))] }
      })
      reading.current = false
    })
  }, [client, kept, key])

  const states = filter.state as LineState[] | null | undefined
  /** Takes over lines as they now stand. */
  const patch = useCallback(
    (changed: readonly LineRow[]) => {
      const fits = ({ state }: LineRow) => !states || states.includes(state)
      const by = new Map(changed.map((line) => [line.id, line]))
      const out = new Set(changed.filter((line) => !fits(line)).map(({ id }) => id))
      if (left.current.key !== key) left.current = { key, places: new Map() }
      const { places } = left.current
      const back = changed.flatMap((row) => {
        const at = places.get(row.id)
        return at !== undefined && fits(row) ? [{ row, at }] : []
      })
      back.forEach(({ row }) => places.delete(row.id))
      setKept((now) => {
        const shown = new Set(now.rows.map(({ id }) => id))
        const missing = back.filter(({ row }) => !shown.has(row.id))
        const rows = putBack(
          now.rows.map((row) => by.get(row.id) ?? row),
          missing,
        )
        return { ...now, rows, total: now.total && { ...now.total, value: now.total.value + missing.length } }
      })
      if (out.size === 0) return
      setLeaving((now) => new Set([...now, ...out]))
      setTimeout(() => {
        setKept((now) => {
          now.rows.forEach(({ id }, at) => out.has(id) && places.set(id, at))
          const rows = now.rows.filter(({ id }) => !out.has(id))
          const gone = now.rows.length - rows.length
          const total = now.total && { ...now.total, value: Math.max(0, now.total.value - gone) }
          return { ...now, rows, total }
        })
        setLeaving((now) => new Set([...now].filter((id) => !out.has(id))))
      }, fadeMs)
    },
    [key, states],
  )
  const lines = useMemo<Loaded<Lines>>(() => {
    if (kept.key !== key) return { state: 'loading' }
    if (kept.problem && kept.rows.length === 0) return { state: 'problem', problem: kept.problem }
    return { state: 'ready', data: { rows: kept.rows, total: kept.total, hasMore: kept.hasMore } }
  }, [kept, key])
  return { lines, rows: kept.key === key ? kept.rows : [], leaving, onMore, reread, patch }
}
