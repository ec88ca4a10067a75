import styles from './Request.module.css'

/** Ids of control objectives, in the order of the catalogue. */
export function Objectives({ of }: { of: readonly string[] }) {
  return (
    <span className={styles.objectives} dir="ltr">
      {of.map((id) => (
        <code key={id}>{id}</code>
      ))}
    </span>
  )
}
