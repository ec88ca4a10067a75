import '@mantine/core/styles/Notification.css'
import '@mantine/notifications/styles.css'
import { Notifications, notifications } from '@mantine/notifications'

export { notifications }

/** The toasts themselves, three at most. */
export function Toasts() {
  return <Notifications position="bottom-left" limit={3} />
}
