import { day, text } from '../../search'

/** The part of the address that rules own: a version, an open rule, the editor, and the period of a trial. */
export function rulesSearch(search: Record<string, unknown>): {
  set?: string
  open?: string
  edit?: true
  from?: string
  to?: string
} {
  return {
    set: text(search.set),
    open: text(search.open),
    edit: search.edit === true ? true : undefined,
    from: day(search.from),
    to: day(search.to),
  }
}
