import { lazy, type ReactNode, Suspense } from 'react'

// Loaded beside the page, not before it: nobody decides in the first second.
const load = () => import('./Toasts')
const Toasts = lazy(() => load().then(({ Toasts: component }) => ({ default: component })))

/** A short message at the foot of the page. */
export interface Toast {
  /** The same id replaces the one before. */
  id?: string
  message: ReactNode
  failed?: boolean
  /** How long it stays, ms. */
  lastsMs: number
  closeLabel: string
  onClose?: () => void
}

/** Shows a toast. */
export async function showToast({ id, message, failed, lastsMs, closeLabel, onClose }: Toast): Promise<void> {
  const { notifications } = await load()
  if (id) notifications.hide(id)
  notifications.show({
    id,
    message,
    color: failed ? 'red' : undefined,
    autoClose: lastsMs,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': closeLabel },
    onClose,
  })
}

/** Takes a toast away. */
export async function hideToast(id: string): Promise<void> {
  const { notifications } = await load()
  notifications.hide(id)
}

/** Where toasts appear; once, in the frame. */
export function ToastPlace() {
  return (
    <Suspense>
      <Toasts />
    </Suspense>
  )
}
