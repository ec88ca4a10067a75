import { IconFileUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useText } from '~/i18n/useText'
import styles from './DropAnywhere.module.css'
import { useUploads } from './UploadsProvider'

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Files may be dropped on any page: they are taken in, and the uploads page shows what becomes of them. */
export function DropAnywhere({ onDropped }: { onDropped: () => void }) {
  const say = useText()
  const { add } = useUploads()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      add([...(event.dataTransfer?.files ?? [])])
      onDropped()
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [add, onDropped])
  if (!over) return null
  return (
    <div className={styles.root}>
      <IconFileUpload size={36} stroke={1.5} aria-hidden />
      {say('upload.anywhere')}
    </div>
  )
}
