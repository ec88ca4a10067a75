import type { Action, RolePageQuery } from '~/api/documents'

/** A role as its page shows it. */
export type Role = Extract<NonNullable<RolePageQuery['node']>, { __typename: 'Role' }>

/** What a role was, for a time. */
export type Version = Role['history'][number]

/** What one version changed of the one before it. */
export interface VersionDifference {
  gained: Action[]
  lost: Action[]
  /** Keys of roles. */
  inherits: string[]
  inheritsNoMore: string[]
  name?: { before: string; after: string }
  purpose?: { before: string; after: string }
}

const without = <T>(some: readonly T[], others: readonly T[]) => some.filter((each) => !others.includes(each))

const moved = (before: string, after: string) => (before === after ? undefined : { before, after })

/** What a version changed; of the first one, undefined. */
export function differenceOf(version: Version, before: Version | undefined): VersionDifference | undefined {
  return (
    before && {
      gained: without(version.actions, before.actions),
      lost: without(before.actions, version.actions),
      inherits: without(version.inherits, before.inherits),
      inheritsNoMore: without(before.inherits, version.inherits),
      name: moved(before.name, version.name),
      purpose: moved(before.purpose, version.purpose),
    }
  )
}
