import { Button, NativeSelect } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import { useText } from '~/i18n/useText'
import { Page } from '~/ui/Page'
import { Section } from '~/ui/Section'
import { IntakeList, type IntakeListProps } from './IntakeList'
import { UploadRows } from './UploadRows'
import styles from './UploadScreen.module.css'
import { isMoving, type UploadRow } from './uploads'

export interface UploadProps extends IntakeListProps {
  entities: { id: string; code: string; name: string }[]
  /** Which entity receives the files; files wait until one is chosen. */
  entityId?: string
  onEntity: (id: string) => void
  /** Files dropped while no entity was chosen. */
  held: number
  rows: UploadRow[]
  /** Takes files in; absent for who may not. */
  onFiles?: (files: File[]) => void
  onClear: () => void
}

const accepted = '.xml,.pdf,application/xml,text/xml,application/pdf'

/** Where e-invoices come in: by drop or choice, each with its way and its outcome; below, what was received before. */
export function UploadScreen({
  entities,
  entityId,
  onEntity,
  held,
  rows,
  onFiles,
  onClear,
  ...list
}: UploadProps) {
  const say = useText()
  if (!onFiles)
    return (
      <Page title={say('intake.title')}>
        <IntakeList {...list} />
      </Page>
    )
  return (
    <Page title={say('upload.title')}>
      <Zone entities={entities} entityId={entityId} onEntity={onEntity} held={held} onFiles={onFiles} />
      {rows.length > 0 && (
        <Section
          title={say('upload.now')}
          summary={
            rows.some(isMoving) ? (
              <span aria-live="polite">
                {say('upload.progress', {
                  done: rows.filter((row) => !isMoving(row)).length,
                  total: rows.length,
                })}
              </span>
            ) : (
              <Button variant="subtle" size="compact-xs" onClick={onClear}>
                {say('upload.clear')}
              </Button>
            )
          }
        >
          <UploadRows rows={rows} />
        </Section>
      )}
      <Section title={say('intake.title')}>
        <IntakeList {...list} />
      </Section>
    </Page>
  )
}

type ZoneProps = Pick<UploadProps, 'entities' | 'entityId' | 'onEntity' | 'held'> & {
  onFiles: (files: File[]) => void
}

function Zone({ entities, entityId, onEntity, held, onFiles }: ZoneProps) {
  const say = useText()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    <div
      className={styles.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={30} stroke={1.5} aria-hidden />
      <p className={styles.lead}>{say('upload.drop')}</p>
      <p className={styles.text}>{say('upload.formats')}</p>
      <div className={styles.choose}>
        {entities.length > 1 && (
          <NativeSelect
            label={say('upload.entity')}
            value={entityId ?? ''}
            onChange={(event) => onEntity(event.currentTarget.value)}
            error={held > 0 && !entityId && say('upload.chooseEntity', { count: held })}
            data={[
              ...(entityId ? [] : [{ value: '', label: say('reason.choose') }]),
              ...entities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
            ]}
          />
        )}
        <Button onClick={() => input.current?.click()}>{say('upload.choose')}</Button>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={accepted}
        className={styles.input}
        aria-label={say('upload.choose')}
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
