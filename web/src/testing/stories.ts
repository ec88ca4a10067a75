import type { ComponentType } from 'react'

/** One state of one screen. */
export interface Story {
  /** For example "inbox/Full". */
  id: string
  Component: ComponentType
}

const files = import.meta.glob<Record<string, ComponentType>>('../**/*.stories.tsx', { eager: true })

/** Every state of every screen: each export of each story file. */
export const stories: Story[] = Object.entries(files)
  .flatMap(([path, exports]) => {
    const area = /(\w+)\/[^/]+\.stories\.tsx$/.exec(path)?.[1] ?? path
    return Object.entries(exports).map(([name, Component]) => ({ id: `${area}/${name}`, Component }))
  })
  .sort((a, b) => a.id.localeCompare(b.id))
