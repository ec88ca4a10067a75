import { useFieldLabel } from './useFieldLabel'
import { useLabel, useText } from '~/i18n/useText'
import styles from './FieldList.module.css'
import { type Field, termOf } from './marks'
import { Place } from './Place'

/** Every value of the document with its business term and its place. */
export function FieldList({ fields }: { fields: Field[] }) {
  const say = useText()
  const label = useLabel()
  const fieldLabel = useFieldLabel()
  if (fields.length === 0) return <p className={styles.none}>{say('document.noFields')}</p>
  return (
    <ul className={styles.list}>
      {fields.map((field) => (
        <li key={field.name} className={styles.field}>
          <span className={styles.term}>{termOf(field.name)}</span>
          <span className={styles.label}>{fieldLabel(field)}</span>
          <span className={styles.value}>
            <Place field={field}>{field.value ?? '–'}</Place>
          </span>
          <code className={styles.path}>{field.path ?? label('source', field.source)}</code>
        </li>
      ))}
    </ul>
  )
}
