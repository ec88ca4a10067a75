import { useText } from '~/i18n/useText'
import styles from './people.module.css'

/** A person as lists name them. */
export interface Person {
  id: string
  name: string
  title?: string
}

/** Who acted, from the API's Actor. */
export type ActorLike =
  | { __typename?: 'User'; id: string; name: string; title: string }
  | { __typename?: 'SystemActor' | 'ServiceAccount'; name: string }

/** Two letters of a name; letters of any script. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0] ?? name]
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** A person's name with their initials; the title on hover. */
export function PersonName({ person, quiet }: { person: Person; quiet?: boolean }) {
  return (
    <span className={styles.root} title={person.title} data-quiet={quiet || undefined}>
      <span className={styles.initials} aria-hidden>
        {initials(person.name)}
      </span>
      <span>{person.name}</span>
    </span>
  )
}

/** A person by their initials alone, where there is no room; their name is heard, and shown on hover. */
export function PersonMark({ person }: { person: Person }) {
  return (
    <span className={styles.initials} title={person.name} role="img" aria-label={person.name}>
      {initials(person.name)}
    </span>
  )
}

/** Who acted: a person, a machine outside the house, or the house itself in words. */
export function ActorName({ actor }: { actor: ActorLike }) {
  const say = useText()
  if ('id' in actor) return <PersonName person={actor} />
  const key = actor.__typename === 'ServiceAccount' ? 'actor.service' : 'actor.system'
  return <span className={styles.system}>{say(key, { name: actor.name })}</span>
}
