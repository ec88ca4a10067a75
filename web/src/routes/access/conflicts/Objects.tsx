import type { ConflictInFullQuery } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { ActLine } from '~/ui/access/ActLines'
import { Amount } from '~/ui/Amount'
import { Pager, type PageState } from '~/ui/Pager'
import styles from './Objects.module.css'

/** One act by which the second side of a rule was used, with the one of the first. */
export type ConflictObject =
  ConflictInFullQuery['sodConflicts']['edges'][number]['node']['objects']['edges'][number]['node']

export interface ObjectsProps {
  objects: { rows: ConflictObject[]; page: PageState }
  onNext: () => void
  onPrevious: () => void
}

/** What was done by somebody on both sides: each record with both acts and what it is worth. */
export function Objects({ objects: { rows, page }, onNext, onPrevious }: ObjectsProps) {
  const say = useText()
  return (
    <section>
      <h3 className={styles.title}>{say('objects.title')}</h3>
      {rows.length === 0 ? (
        <p className={styles.quiet}>{say('objects.none')}</p>
      ) : (
        <>
          <ol className={styles.list}>
            {rows.map((row) => (
              <li key={`${row.leftEvent.id} ${row.rightEvent.id}`} className={styles.object}>
                <div className={styles.head}>
                  {row.item ? (
                    <a href={`/invoices/${encodeURIComponent(row.item.id)}`} className={styles.link}>
                      {row.item.key} · <bdi>{row.item.title}</bdi>
                    </a>
                  ) : (
                    <bdi>{row.subject}</bdi>
                  )}
                  <Amount money={row.amount} />
                </div>
                <ActLine act={row.leftEvent} />
                <ActLine act={row.rightEvent} />
              </li>
            ))}
          </ol>
          <Pager
            shown={rows.length}
            page={page}
            label={say('objects.pages')}
            onNext={onNext}
            onPrevious={onPrevious}
          />
        </>
      )}
    </section>
  )
}
