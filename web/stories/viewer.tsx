import '~/styles'
import { useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { accessMessages } from '~/i18n/AccessText'
import { locales } from '~/i18n/locales'
import { modelMessages } from '~/i18n/ModelText'
import { reconMessages } from '~/i18n/ReconText'
import { Shell } from '~/testing/Shell'
import { stories } from '~/testing/stories'

// Which story, after the "#": #story=inbox/Full&scheme=dark&locale=de. Changing it shows another one without loading anew.
const listen = (changed: () => void) => {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

function Viewer() {
  const hash = useSyncExternalStore(listen, () => window.location.hash.slice(1))
  const search = new URLSearchParams(hash)
  const wanted = stories.find(({ id }) => id === search.get('story'))
  return (
    <Shell
      key={hash}
      scheme={search.get('scheme') === 'dark' ? 'dark' : 'light'}
      locale={search.get('locale') ?? 'en'}
    >
      {wanted ? <wanted.Component /> : <List />}
    </Shell>
  )
}

function List() {
  return (
    <main style={{ padding: 24 }}>
      <h1>Screens and their states</h1>
      <ul>
        {stories.map(({ id }) => (
          <li key={id}>
            <a href={`#story=${id}`}>{id}</a> <a href={`#story=${id}&scheme=dark`}>dark</a>{' '}
            <a href={`#story=${id}&locale=de`}>Deutsch</a>
          </li>
        ))}
      </ul>
    </main>
  )
}

Object.assign(window, { storyIds: stories.map(({ id }) => id) })

// Loaded beforehand: what is looked at is the screen and not the wait for its words.
await Promise.all(locales.flatMap(({ id }) => [accessMessages(id), modelMessages(id), reconMessages(id)]))
const root = document.getElementById('root')
if (root) createRoot(root).render(<Viewer />)
