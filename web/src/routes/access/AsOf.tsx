import { Button, Popover, TextInput } from '@mantine/core'
import { IconCalendarClock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { fromWallMinute, wallMinute } from '~/format/date'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { periodEnds } from './periods'
import styles from './AsOf.module.css'

interface Props {
  /** RFC 3339; undefined is now. */
  asOf?: string
  onAsOf: (asOf?: string) => void
  /** Within a sentence that says "as of" itself. */
  bare?: boolean
}

/** The instant that the whole area is looked at: now, or any before. */
export function AsOf({ asOf, onAsOf, bare }: Props) {
  const say = useText()
  const formats = useFormats()
  const [open, setOpen] = useState(false)
  const choose = (next?: string) => {
    setOpen(false)
    onAsOf(next)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={styles.button}
          data-past={asOf ? true : undefined}
          leftSection={<IconCalendarClock size={15} stroke={1.75} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {!asOf
            ? say(bare ? 'asOf.nowBare' : 'asOf.now')
            : bare
              ? formats.minute(asOf)
              : say('asOf.at', { instant: formats.minute(asOf) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('asOf.label')}>
        <Choice key={asOf} asOf={asOf} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choice({ asOf, onChoose }: { asOf?: string; onChoose: (asOf?: string) => void }) {
  const say = useText()
  const formats = useFormats()
  const latest = wallMinute(formats.now)
  const [typed, setTyped] = useState(asOf ? wallMinute(new Date(asOf)) : latest)
  const chosen = fromWallMinute(typed)
  const future = chosen !== undefined && typed > latest
  const show = (event: FormEvent) => {
    event.preventDefault()
    if (chosen && !future) onChoose(chosen)
  }
  return (
    <form className={styles.form} onSubmit={show} noValidate>
      <TextInput
        type="datetime-local"
        label={say('asOf.label')}
        value={typed}
        max={latest}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={future && say('asOf.future')}
      />
      <p className={styles.hint}>{say('asOf.hint')}</p>
      <div className={styles.quick}>
        {periodEnds(formats.now).map(({ label, at }) => (
          <Button key={label} variant="default" size="compact-xs" onClick={() => onChoose(at)}>
            {say(label)}
          </Button>
        ))}
      </div>
      <div className={styles.buttons}>
        {asOf && (
          <Button variant="subtle" onClick={() => onChoose()}>
            {say('asOf.back')}
          </Button>
        )}
        <Button type="submit" disabled={!chosen || future}>
          {say('asOf.show')}
        </Button>
      </div>
    </form>
  )
}
