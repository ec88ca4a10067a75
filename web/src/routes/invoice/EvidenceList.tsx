import { IconFileDownload } from '@tabler/icons-react'
import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import styles from './EvidenceList.module.css'

/** Files kept word for word, to download, with the digest that names their content. */
export function EvidenceList({ evidence }: { evidence: InvoicePartsFragment['evidence'] }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  if (evidence.length === 0) return <p className={styles.none}>{say('evidence.none')}</p>
  return (
    <ul className={styles.list}>
      {evidence.map((file) => (
        <li key={file.id}>
          <a href={file.downloadUrl} download={file.name} className={styles.link}>
            <IconFileDownload size={15} aria-hidden />
            {file.name}
          </a>
          <span className={styles.detail}>
            {label('evidence', file.kind)} · {file.mediaType} · {formats.bytes(file.bytes)} ·{' '}
            <span title={file.sha256}>SHA-256 {file.sha256.slice(0, 12)}…</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
