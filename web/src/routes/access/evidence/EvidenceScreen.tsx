import type { RequestRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Card } from '~/ui/Card'
import type { Column } from '~/ui/DataTable'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import { Page } from '~/ui/Page'
import { Objectives } from './Objectives'

export interface EvidenceProps extends Reading {
  list: Loaded<Listed<RequestRowFragment>>
}

/** The requests that auditors make, each with the objectives that it is evidence of. */
export function EvidenceScreen(props: EvidenceProps) {
  const say = useText()
  const formats = useFormats()
  const taken = ({ parameters }: RequestRowFragment) =>
    parameters.includes('subject')
      ? say('request.ofInvoice')
      : parameters.includes('entity')
        ? say('request.ofEntity')
        : say('request.ofGroup')
  const columns: Column<RequestRowFragment>[] = [
    { id: 'number', label: say('request.number'), cell: ({ number }) => formats.count(number) },
    {
      id: 'title',
      label: say('request.title'),
      wide: true,
      cell: ({ title }) => <bdi title={title}>{title}</bdi>,
    },
    { id: 'about', label: say('request.about'), cell: taken },
    {
      id: 'objectives',
      label: say('request.objectives'),
      cell: ({ objective }) => <Objectives of={objective} />,
    },
  ]
  return (
    <Page title={say('place.evidence')}>
      <Listing
        {...props}
        words={{
          caption: say('place.evidence'),
          loading: say('request.loadingList'),
          forbidden: say('request.forbidden'),
          nothing: say('request.none'),
        }}
        columns={columns}
        rowKey={({ number }) => String(number)}
        rowHref={({ number }) => `/access/evidence/${number}`}
        card={(row) => (
          <Card
            title={
              <>
                {formats.count(row.number)} · <bdi>{row.title}</bdi>
              </>
            }
            quiet={taken(row)}
          >
            <Objectives of={row.objective} />
          </Card>
        )}
      />
    </Page>
  )
}
