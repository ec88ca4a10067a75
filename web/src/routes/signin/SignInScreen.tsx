import { Button, Skeleton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { AuthConfig, DemoPerson } from '~/api/http'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemLine, ProblemNotice } from '~/ui/Notice'
import { initials } from '~/ui/people'
import styles from './SignInScreen.module.css'

export interface SignInProps {
  config: Loaded<AuthConfig>
  /** Address of the person being signed in. */
  busy?: string
  problem?: Problem
  onRetry: () => void
  onChoose: (person: DemoPerson) => void
}

/** The way in: an organisation's own sign-in, or in the demo a person to be. */
export function SignInScreen({ config, busy, problem, onRetry, onChoose }: SignInProps) {
  const say = useText()
  return (
    <main className={styles.root}>
      <div className={styles.box}>
        <img src="/favicon.svg" alt="" width={36} height={36} />
        <h1 className={styles.title}>{say('signin.title')}</h1>
        {config.state === 'loading' && <PeopleSkeleton label={say('signin.loading')} />}
        {config.state === 'problem' && <ProblemNotice problem={config.problem} onRetry={onRetry} />}
        {config.state === 'ready' && problem && <ProblemLine problem={problem} />}
        {config.state === 'ready' && config.data.mode === 'oidc' && (
          <Button component="a" href="/auth/login" size="md" fullWidth data-external>
            {say('signin.organisation')}
          </Button>
        )}
        {config.state === 'ready' && config.data.mode === 'demo' && (
          <People people={config.data.people} busy={busy} onChoose={onChoose} />
        )}
      </div>
    </main>
  )
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

function People({
  people,
  busy,
  onChoose,
}: { people: DemoPerson[] } & Pick<SignInProps, 'busy' | 'onChoose'>) {
  const say = useText()
  const [text, setText] = useState('')
  const words = folded(text).split(/\s+/)
  const found = people.filter((person) => {
    const all = folded(`${person.name} ${person.title} ${person.entity} ${person.hint} ${person.email}`)
    return words.every((word) => all.includes(word))
  })
  return (
    <>
      <p className={styles.text}>{say('signin.demo')}</p>
      <TextInput
        aria-label={say('signin.find')}
        placeholder={say('signin.find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
      />
      {found.length === 0 ? (
        <EmptyNotice kind="filtered" title={say('signin.nobody')} />
      ) : (
        <ul className={styles.people} aria-label={say('signin.people')}>
          {found.map((person) => (
            <li key={person.email}>
              <button
                type="button"
                className={styles.person}
                disabled={busy !== undefined}
                aria-busy={busy === person.email}
                onClick={() => onChoose(person)}
              >
                <span className={styles.initials} aria-hidden>
                  {initials(person.name)}
                </span>
                <span className={styles.who}>
                  <b>{person.name}</b>
                  <span>
                    {person.title} · {person.entity}
                  </span>
                  {person.hint && <span className={styles.hint}>{person.hint}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function PeopleSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className={styles.people}>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} height={44} mb={6} />
      ))}
    </div>
  )
}
