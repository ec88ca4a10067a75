import { Button } from '@mantine/core'
import type { EmergencyBundlesQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { type Listed, Listing } from '~/ui/Listing'
import { RuleList } from '~/ui/access/RuleList'
import { useWhere } from '~/ui/access/useWhere'
import type { Column } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { Section } from '~/ui/Section'
import styles from './Emergency.module.css'

export type Bundle = EmergencyBundlesQuery['emergencyBundles'][number]

export interface BundlesProps {
  bundles: Loaded<Listed<Bundle>>
  /** Id of the bundle that is open. */
  bundle?: string
  onBundle: (id?: string) => void
  onUse: (bundle: Bundle) => void
  onRetry: () => void
}

/** What can be had for a time when something must be done at once. */
export function Bundles({ bundles, bundle, onBundle, onUse, onRetry }: BundlesProps) {
  const say = useText()
  const how = ({ instant }: Bundle) => say(instant ? 'emergency.instant' : 'emergency.second')
  const most = ({ maxMinutes }: Bundle) => say('emergency.most', { minutes: maxMinutes })
  const columns: Column<Bundle>[] = [
    {
      id: 'name',
      label: say('emergency.bundle'),
      wide: true,
      cell: ({ name }) => <bdi title={name}>{name}</bdi>,
    },
    { id: 'how', label: say('conflicts.kind'), cell: how },
    { id: 'most', label: say('emergency.minutes'), cell: most },
    {
      id: 'controller',
      label: say('emergency.controller'),
      cell: ({ controller }) => <ActorCell actor={controller} />,
    },
  ]
  return (
    <Section title={say('emergency.bundles')}>
      <Listing
        list={bundles}
        words={{
          caption: say('emergency.bundles'),
          loading: say('emergency.loading'),
          forbidden: say('emergency.forbidden'),
          nothing: say('emergency.noBundles'),
        }}
        columns={columns}
        rowKey={({ id }) => id}
        open={bundle}
        onOpen={onBundle}
        onRetry={onRetry}
        card={(row) => (
          <Card title={<bdi>{row.name}</bdi>} quiet={<bdi>{row.purpose}</bdi>}>
            <span>
              {how(row)} · {most(row)}
            </span>
          </Card>
        )}
        detail={(row) => <BundleDetail bundle={row} onUse={onUse} />}
      />
    </Section>
  )
}

function BundleDetail({ bundle, onUse }: { bundle: Bundle; onUse: (bundle: Bundle) => void }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const where = useWhere()
  const [permit] = bundle.can
  return (
    <div className={styles.detail}>
      <Facts
        items={[
          [say('emergency.purpose'), <bdi key="purpose">{bundle.purpose}</bdi>],
          [say('emergency.gives'), bundle.actions.map((action) => label('act', action)).join(', ')],
          [say('access.where'), where(bundle.entities, bundle.group, true)],
          [say('access.limit'), bundle.limit ? formats.money(bundle.limit) : say('limit.none')],
          [
            say('emergency.conflicts'),
            bundle.conflicts.length > 0 ? <RuleList rules={bundle.conflicts} /> : null,
          ],
        ]}
      />
      {permit?.allowed ? (
        <div>
          <Button onClick={() => onUse(bundle)}>{say('emergency.use')}</Button>
        </div>
      ) : (
        <p className={styles.quiet}>
          <bdi>{permit?.reasons[0]?.message}</bdi>
        </p>
      )}
    </div>
  )
}
