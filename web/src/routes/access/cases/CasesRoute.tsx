import { useMemo } from 'react'
import { useLabel, useText } from '~/i18n/useText'
import { CasesScreen } from '../../cases/CasesScreen'
import { useCases } from '../../cases/useCases'
import { useOffer } from '../offer'

/** The list of cases among what an auditor reads, from where it is exported with proof. */
export function CasesRoute() {
  const say = useText()
  const label = useLabel()
  const cases = useCases()
  const rows = cases.list.state === 'ready' ? cases.list.data.rows : undefined
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
  return <CasesScreen {...cases} />
}
