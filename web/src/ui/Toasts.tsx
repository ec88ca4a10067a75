import '@mantine/core/styles/Notification.css'
import '@mantine/notifications/styles.css'
import { useDirection } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'

export { notifications }

/** The toasts themselves, three at most. */
export function Toasts() {
  const { dir } = useDirection()
  return <Notifications position={dir === 'rtl' ? 'bottom-right' : 'bottom-left'} limit={3} />
}
