import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { lazy, type MouseEvent, Suspense, useState } from 'react'
import { InboxLiveProvider, useInboxLive } from '~/api/useInboxLive'
import { useJobs } from '~/api/useJobs'
import { useKeys } from '~/ui/useKeys'
import { useStored } from '~/ui/useStored'
import { useSession } from '../session'
import { DropAnywhere } from '../upload/DropAnywhere'
import { UploadsProvider } from '../upload/UploadsProvider'
import { keepPlace, useGo } from '../useAddress'
import { FrameScreen } from './FrameScreen'
import { navFor, reconNeeds } from './nav'
import { useOpenKey } from './useOpenKey'
import { useReconOpen } from './useReconOpen'

const HelpDialog = lazy(() => import('./HelpDialog').then(({ HelpDialog }) => ({ default: HelpDialog })))
const SearchDialog = lazy(() => import('./SearchRoute').then(({ SearchRoute }) => ({ default: SearchRoute })))

/** The frame with all that lives as long as the sign-in: live inbox, uploads, jobs, keys. */
export function FrameRoute() {
  return (
    <InboxLiveProvider>
      <UploadsProvider>
        <Frame />
      </UploadsProvider>
    </InboxLiveProvider>
  )
}

function Frame() {
  const { user, allowed, entities, signOut, locale, setLocale } = useSession()
  const router = useRouter()
  const location = useLocation()
  const go = useGo()
  const { counts } = useInboxLive()
  const jobs = useJobs()
  const reconOpen = useReconOpen(
    reconNeeds.some((action) => allowed.has(action)),
    location.pathname.startsWith('/reconciliation'),
  )
  const [narrow, setNarrow] = useStored('nav.narrow', false)
  const [dialog, setDialog] = useState<'help' | 'search'>()
  const nav = navFor(allowed)
  const search = location.search as { entity?: string; task?: string }
  const close = () => setDialog(undefined)

  useOpenKey(() => setDialog('search'))
  useKeys({
    '?': () => setDialog('help'),
    '/': () => document.querySelector<HTMLInputElement>('[data-find] input, input[data-find]')?.focus(),
    ...Object.fromEntries(nav.map(({ key, href }) => [`g ${key}`, () => go(href)])),
  })

  // Screens use plain links and know no router: a click on one of ours is followed here.
  const follow = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = (event.target as Element).closest('a')
    const href = link?.getAttribute('href')
    if (
      !link ||
      !href?.startsWith('/') ||
      link.target ||
      link.hasAttribute('download') ||
      link.hasAttribute('data-external')
    )
      return
    event.preventDefault()
    go(href)
  }
  return (
    <div onClick={follow} style={{ display: 'contents' }}>
      <FrameScreen
        nav={nav}
        path={location.pathname}
        waiting={{
          '/inbox': counts.reduce((sum, { open }) => sum + open, 0),
          '/reconciliation': reconOpen,
        }}
        narrow={narrow}
        onNarrow={setNarrow}
        single={
          /^\/invoices\/./.test(location.pathname) ||
          (location.pathname === '/inbox' && search.task !== undefined)
        }
        user={user}
        locale={locale}
        onLocale={setLocale}
        onSignOut={signOut}
        entities={entities}
        entity={search.entity}
        onEntity={(entity) =>
          void router.navigate({
            to: '.',
            search: ((before: object) => ({
              ...before,
              entity,
              after: undefined,
              before: undefined,
              task: undefined,
            })) as never,
          })
        }
        jobs={jobs}
        onSearch={() => setDialog('search')}
        onHelp={() => setDialog('help')}
      >
        <Outlet />
      </FrameScreen>
      {allowed.has('INVOICE_ENTER') && <DropAnywhere onDropped={() => go('/uploads')} />}
      <Suspense>
        {dialog === 'help' && <HelpDialog onClose={close} />}
        {dialog === 'search' && (
          <SearchDialog
            nav={nav}
            onClose={close}
            onGo={(href) => void router.navigate({ href: keepPlace(href) })}
          />
        )}
      </Suspense>
    </div>
  )
}
