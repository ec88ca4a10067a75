import { useMediaQuery } from '@mantine/hooks'

/** True below 720 px: lists are cards, panes become pages. Style sheets use the same width. */
export function usePhone(): boolean {
  return useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false }) ?? false
}
