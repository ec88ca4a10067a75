import '@testing-library/dom'
import { cleanup } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

// What jsdom lacks and Mantine asks for.
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    addListener: vi.fn(),
    removeListener: vi.fn(),
    dispatchEvent: vi.fn(),
  }) as unknown as MediaQueryList

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = Observer as unknown as typeof ResizeObserver
Object.defineProperty(document, 'fonts', { value: { addEventListener() {}, removeEventListener() {} } })
Element.prototype.scrollIntoView = vi.fn()

// axe measures icon fonts, which we do not use.
HTMLCanvasElement.prototype.getContext = vi.fn(() => null) as never

afterEach(() => {
  cleanup()
  localStorage.clear()
})
