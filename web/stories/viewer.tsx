import '~/styles'
import { createRoot } from 'react-dom/client'
import { Shell } from '~/testing/Shell'
import { stories } from '~/testing/stories'

const search = new URLSearchParams(window.location.search)
const wanted = stories.find(({ id }) => id === search.get('story'))
const scheme = search.get('scheme') === 'dark' ? 'dark' : 'light'
const locale = search.get('locale') ?? 'en'

function List() {
  return (
    <main style={{ padding: 24 }}>
      <h1>Screens and their states</h1>
      <ul>
        {stories.map(({ id }) => (
          <li key={id}>
            <a href={`?story=${id}`}>{id}</a> <a href={`?story=${id}&scheme=dark`}>dark</a> <a href={`?story=${id}&locale=de`}>Deutsch</a>
          </li>
        ))}
      </ul>
    </main>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <Shell scheme={scheme} locale={locale}>
      {wanted ? <wanted.Component /> : <List />}
    </Shell>,
  )
}
