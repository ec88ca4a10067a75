import { ActorName, type ActorLike } from './people'
import styles from './ActorCell.module.css'

/** Who it is about, in a table: a long name is cut, whole on hover. */
export function ActorCell({ actor }: { actor: ActorLike }) {
  return (
    <span className={styles.root} title={actor.name}>
      <ActorName actor={actor} />
    </span>
  )
}
