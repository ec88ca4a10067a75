import { useMemo, useState } from 'react'
import { useQuery } from 'urql'
import { CasesDocument, ResolveCaseDocument } from '~/api/accessDocuments'
import type { CaseRowFragment } from '~/api/documents'
import { loaded } from '~/api/loaded'
import { useCommand } from '~/api/useCommand'
import { useLabel, useText } from '~/i18n/useText'
import { useAddress, useEntity } from '../../useAddress'
import { useForwardPages } from '../../usePages'
import { useOffer } from '../offer'
import { CasesScreen } from './CasesScreen'
import { ResolveDialog } from './ResolveDialog'
import { casesSearch, filterOf } from './search'

const pageSize = 50

/** Reads cases as the address says, and resolves them. */
export function CasesRoute() {
  const say = useText()
  const label = useLabel()
  const [address, setAddress] = useAddress(casesSearch)
  const { open, after, ...filter } = address
  const entity = useEntity()
  const [query, reread] = useQuery({
    query: CasesDocument,
    variables: { filter: filterOf(filter, entity?.id), first: pageSize, after },
    requestPolicy: 'cache-and-network',
  })
  const command = useCommand()
  const [resolving, setResolving] = useState<CaseRowFragment>()
  const rows = useMemo(() => query.data?.cases.edges.map(({ node }) => node), [query.data])
  const pages = useForwardPages(after, query.data?.cases.pageInfo, (next) => setAddress({ after: next }))
  useOffer(
    useMemo(
      () =>
        rows && {
          name: 'cases',
          table: {
            columns: [
              say('case.title'),
              say('roles.nameOf'),
              say('case.category'),
              say('case.state'),
              say('case.owner'),
              say('case.about'),
              say('case.due'),
              say('case.evidence'),
              say('case.resolution'),
              say('record.reason'),
            ],
            rows: rows.map((found) => [
              found.key,
              found.title,
              label('caseCategory', found.category),
              label('caseState', found.state),
              found.owner?.name,
              found.about?.name,
              found.dueAt,
              found.evidence,
              found.resolution && label('resolution', found.resolution.code),
              found.resolution?.note,
            ]),
          },
        },
      [rows, say, label],
    ),
  )
  const retry = () => reread({ requestPolicy: 'network-only' })
  return (
    <>
      <CasesScreen
        list={loaded(query, ({ cases }) => ({
          rows: cases.edges.map(({ node }) => node),
          total: cases.totalCount,
          page: pages.state,
        }))}
        filter={filter}
        onFilter={(next) =>
          setAddress(
            {
              waiting: undefined,
              mine: undefined,
              overdue: undefined,
              ...next,
              open: undefined,
              after: undefined,
            },
            true,
          )
        }
        open={open}
        onOpen={(id) => setAddress({ open: id }, true)}
        busy={command.busy}
        onResolve={(found) => {
          command.clear()
          setResolving(found)
        }}
        onNext={pages.onNext}
        onPrevious={pages.onPrevious}
        onRetry={retry}
      />
      {resolving && (
        <ResolveDialog
          case={resolving}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setResolving(undefined)}
          onResolve={async (code, note) => {
            const { id, version } = resolving
            if (await command.run(ResolveCaseDocument, { id, version, code, note })) setResolving(undefined)
            else retry()
          }}
        />
      )}
    </>
  )
}
