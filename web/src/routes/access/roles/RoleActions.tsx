import { useLabel, useText } from '~/i18n/useText'
import { actionGroups } from '~/ui/access/actions'
import { Mark } from '~/ui/Mark'
import { Section } from '~/ui/Section'
import styles from './RoleActions.module.css'
import type { Role } from './versions'

/** What a role gives, by process; what is inherited and what nobody used says so. */
export function RoleActions({ role }: { role: Role }) {
  const say = useText()
  const label = useLabel()
  const unused = role.actions.filter((action) => role.unusedActions.includes(action))
  const groups = actionGroups
    .map(({ process, actions }) => ({
      process,
      actions: actions.filter((action) => role.actions.includes(action)),
    }))
    .filter(({ actions }) => actions.length > 0)
  return (
    <Section
      title={say('role.gives', { count: role.actions.length })}
      summary={unused.length > 0 && say('role.unused', { count: unused.length })}
    >
      {groups.length === 0 && <p className={styles.quiet}>{say('role.givesNothing')}</p>}
      <div className={styles.groups}>
        {groups.map(({ process, actions }) => (
          <section key={process}>
            <h3 className={styles.title}>{label('process', process)}</h3>
            <ul className={styles.list}>
              {actions.map((action) => (
                <li key={action} className={styles.action}>
                  {label('act', action)}
                  {!role.ownActions.includes(action) && (
                    <span className={styles.quiet}>{say('role.inherited')}</span>
                  )}
                  {unused.includes(action) && (
                    <Mark tone="risk" plain>
                      {say('role.notUsed')}
                    </Mark>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Section>
  )
}
