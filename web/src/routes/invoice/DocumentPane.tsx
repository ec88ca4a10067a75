import { useState } from 'react'
import type { InvoicePartsFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import styles from './DocumentPane.module.css'
import { FieldList } from './FieldList'
import { fieldNamed, termOf, useMarks } from './marks'
import { Paper } from './Paper'

/** The document: readable, or value by value with its place in the source; at its foot the place of what is pointed at. */
export function DocumentPane({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  const [view, setView] = useState<'paper' | 'values'>('paper')
  const views = [
    ['paper', say('document.readable')],
    ['values', say('document.values', { count: invoice.fields.length })],
  ] as const
  return (
    <section className={styles.root} aria-label={say('document.title')}>
      <div className={styles.bar}>
        <div role="group" aria-label={say('document.view')}>
          {views.map(([id, label]) => (
            <button
              key={id}
              type="button"
              className={styles.view}
              aria-pressed={view === id}
              onClick={() => setView(id)}
            >
              {label}
            </button>
          ))}
        </div>
        <span className={styles.format}>{invoice.format ?? say('document.typed')}</span>
      </div>
      <div className={styles.body} tabIndex={0} role="region" aria-label={say('document.content')}>
        {view === 'paper' ? <Paper invoice={invoice} /> : <FieldList fields={invoice.fields} />}
      </div>
      <Whence invoice={invoice} />
    </section>
  )
}

function Whence({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  const label = useLabel()
  const { marked } = useMarks()
  const field = marked ? fieldNamed(invoice.fields, marked) : undefined
  return (
    <p className={styles.whence}>
      {field ? (
        <>
          <b>{termOf(field.name)}</b> <code>{field.path ?? label('source', field.source)}</code>
        </>
      ) : (
        say('document.hint')
      )}
    </p>
  )
}
