/** The states in which most people see the console most of the day: looked at in more languages than the others. */
export const mainScreens = [
  'frame/Help',
  'inbox/Full',
  'inbox/List',
  'inbox/RoutedAnew',
  'invoice/InReview',
  'invoice/OnHold',
  'invoice/RoutedAnew',
  'invoices/Full',
  'newinvoice/Refused',
  'signin/Demo',
  'supplier/Full',
  'suppliers/Full',
  'upload/Received',
]
