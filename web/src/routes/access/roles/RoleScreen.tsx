import { Button } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { RiskMark } from '~/ui/RiskMark'
import { Facts } from '~/ui/Facts'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { Section } from '~/ui/Section'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { type HolderPages, Holders } from './Holders'
import { RoleActions } from './RoleActions'
import { RoleHistory } from './RoleHistory'
import styles from './RoleScreen.module.css'
import type { Role } from './versions'

export interface RoleProps extends HolderPages {
  role: Loaded<Role>
  onRetry: () => void
}

/** A role: what it gives and of that what nobody uses, who holds it, and how it came to be so. */
export function RoleScreen({ role, onRetry, ...pages }: RoleProps) {
  const say = useText()
  const back = { href: '/access/roles', label: say('area.back', { place: say('place.roles') }) }
  if (role.state === 'ready') return <Told role={role.data} back={back} pages={pages} />
  return (
    <Page title={say('role.title')} back={back}>
      {role.state === 'loading' ? (
        <TableSkeleton
          label={say('role.loading')}
          rows={8}
          columns={[
            { label: say('access.person') },
            { label: say('access.where'), wide: true },
            { label: say('access.limit'), align: 'end' },
          ]}
        />
      ) : role.problem.code === 'FORBIDDEN' ? (
        <EmptyNotice kind="forbidden" title={say('roles.forbidden')} text={role.problem.message} />
      ) : (
        <ProblemNotice problem={role.problem} onRetry={onRetry} />
      )}
    </Page>
  )
}

interface ToldProps {
  role: Role
  back: { href: string; label: string }
  pages: HolderPages
}

function Told({ role, back, pages }: ToldProps) {
  const say = useText()
  const compare = `/access/roles/compare?${new URLSearchParams({ role: role.id })}`
  return (
    <Page
      title={role.name}
      aside={<code>{role.key}</code>}
      back={back}
      actions={
        <Button component="a" href={compare} variant="default">
          {say('roles.compare')}
        </Button>
      }
    >
      <div className={styles.root}>
        <Facts
          items={[
            [say('roles.purpose'), <bdi key="purpose">{role.purpose}</bdi>],
            [say('roles.owner'), role.owner && <PersonName person={role.owner} />],
            [
              say('roles.inherits'),
              role.inherits.length > 0 && (
                <span className={styles.roles}>
                  {role.inherits.map(({ id, name }) => (
                    <a key={id} href={`/access/roles/${encodeURIComponent(id)}`}>
                      <bdi>{name}</bdi>
                    </a>
                  ))}
                </span>
              ),
            ],
          ]}
        />
        {role.internalConflicts.length > 0 && (
          <Section title={say('role.conflicts')}>
            <ul className={styles.rules}>
              {role.internalConflicts.map(({ id, key, name, risk }) => (
                <li key={id}>
                  <RiskMark risk={risk} /> <a href={`/access/conflicts?rule=${key}`}>{key}</a>{' '}
                  <bdi>{name}</bdi>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <RoleActions role={role} />
        <Holders role={role} {...pages} />
        <RoleHistory role={role} />
      </div>
    </Page>
  )
}
