import { Button } from '@mantine/core'
import { useText } from '~/i18n/useText'
import { Key } from './Key'

/** What was decided, and the way back. */
export function UndoToast({ text, onUndo }: { text: string; onUndo: () => void }) {
  const say = useText()
  return (
    <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
      <span style={{ overflowWrap: 'anywhere' }}>{text}</span>
      <Button variant="default" size="compact-sm" onClick={onUndo} style={{ flex: 'none' }}>
        {say('undo.undo')}
        <Key>u</Key>
      </Button>
    </div>
  )
}
