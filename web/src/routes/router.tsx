import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { FrameRoute } from './frame/FrameRoute'
import { inboxSearch } from './inbox/search'
import { invoiceSearch } from './invoice/search'
import { invoicesSearch } from './invoices/search'
import { NotFoundScreen } from './notfound/NotFoundScreen'
import { PageProblem } from './notfound/PageProblem'
import { text } from './search'
import { suppliersSearch } from './suppliers/search'
import { uploadSearch } from './upload/search'

// Which entity lists are narrowed to goes along wherever one goes.
const root = createRootRoute({
  component: FrameRoute,
  notFoundComponent: NotFoundScreen,
  validateSearch: (search: Record<string, unknown>): { entity?: string } => ({ entity: text(search.entity) }),
  search: { middlewares: [retainSearchParams(['entity'])] },
})

const at = <P extends string, S extends object>(
  path: P,
  search: (search: Record<string, unknown>) => S,
  load: () => Promise<Record<string, unknown>>,
  name: string,
) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: search,
    component: lazyRouteComponent(load as () => Promise<Record<string, () => React.ReactNode>>, name),
  })

const none = () => ({})

// "Access & audit" has a frame of its own, within which the instant goes along. Its pages bring the readers of their
// address with them: none of that area is loaded before it is opened.
const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  component: lazyRouteComponent(() => import('./access/AccessRoute'), 'AccessRoute'),
})

const within = <P extends string>(path: P, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => access,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, () => React.ReactNode>>, name),
  })

const accessRoutes = access.addChildren([
  within('/explorer', () => import('./access/explorer/ExplorerRoute'), 'ExplorerRoute'),
  within('/conflicts', () => import('./access/conflicts/ConflictsRoute'), 'ConflictsRoute'),
  within('/roles', () => import('./access/roles/RolesRoute'), 'RolesRoute'),
  within('/roles/compare', () => import('./access/roles/CompareRoute'), 'CompareRoute'),
  within('/roles/$id', () => import('./access/roles/RoleRoute'), 'RoleRoute'),
  within('/whatif', () => import('./access/whatif/WhatIfRoute'), 'WhatIfRoute'),
  within('/changes', () => import('./access/changes/ChangesRoute'), 'ChangesRoute'),
  within('/changes/delegations', () => import('./access/changes/DelegationsRoute'), 'DelegationsRoute'),
  within('/changes/services', () => import('./access/changes/ServicesRoute'), 'ServicesRoute'),
  within('/changes/leavers', () => import('./access/changes/LeaversRoute'), 'LeaversRoute'),
  within('/reviews', () => import('./access/reviews/ReviewsRoute'), 'ReviewsRoute'),
  within('/reviews/$id', () => import('./access/reviews/ReviewRoute'), 'ReviewRoute'),
  within('/emergency', () => import('./access/emergency/EmergencyRoute'), 'EmergencyRoute'),
  within('/cases', () => import('./access/cases/CasesRoute'), 'CasesRoute'),
  within('/log', () => import('./access/log/LogRoute'), 'LogRoute'),
  within('/evidence', () => import('./access/evidence/routes'), 'EvidenceRoute'),
  within('/evidence/$number', () => import('./access/evidence/routes'), 'RequestRoute'),
])

const routes = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/inbox', search: true })
    },
  }),
  at('/inbox', inboxSearch, () => import('./inbox/InboxRoute'), 'InboxRoute'),
  at('/invoices', invoicesSearch, () => import('./invoices/InvoicesRoute'), 'InvoicesRoute'),
  at('/invoices/new', none, () => import('./newinvoice/NewInvoiceRoute'), 'NewInvoiceRoute'),
  at('/invoices/$id', invoiceSearch, () => import('./invoice/InvoiceRoute'), 'InvoiceRoute'),
  at('/uploads', uploadSearch, () => import('./upload/UploadRoute'), 'UploadRoute'),
  at('/suppliers', suppliersSearch, () => import('./suppliers/SuppliersRoute'), 'SuppliersRoute'),
  at('/suppliers/$id', none, () => import('./supplier/SupplierRoute'), 'SupplierRoute'),
  accessRoutes,
  // "Reconciliation", "Cases" and "Models" too bring their messages and the readers of their address with their pages.
  at('/reconciliation', none, () => import('./reconciliation/BoardRoute'), 'BoardRoute'),
  at('/reconciliation/$id', none, () => import('./reconciliation/account/AccountRoute'), 'AccountRoute'),
  at('/cases', none, () => import('./cases/routes'), 'CasesRoute'),
  at('/cases/$id', none, () => import('./cases/routes'), 'CaseRoute'),
  at('/models', none, () => import('./models/routes'), 'ModelsRoute'),
  at('/models/$entity/$use', none, () => import('./models/routes'), 'ModelRoute'),
])

export const router = createRouter({
  routeTree: routes,
  defaultErrorComponent: PageProblem,
  defaultPendingMs: 150,
  scrollRestoration: false,
})
