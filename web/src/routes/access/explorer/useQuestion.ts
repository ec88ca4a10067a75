import { useMemo } from 'react'
import { useQuery } from 'urql'
import { ChosenDocument } from '~/api/accessDocuments'
import { useSession } from '../../session'
import type { ExplorerSearch, Question } from './question'

/** The question of the address with names for the ids in it; what nobody knows stays an id. */
export function useQuestion({ ask, person, action, in: code, item, over }: ExplorerSearch): Question {
  const { entities } = useSession()
  const ids = useMemo(() => [person, item].filter((id) => id !== undefined), [person, item])
  const [{ data }] = useQuery({ query: ChosenDocument, variables: { ids }, pause: ids.length === 0 })
  return useMemo(() => {
    const nodes = data?.nodes ?? []
    const user = nodes.find((node) => node?.__typename === 'User' && node.id === person)
    const invoice = nodes.find((node) => node?.__typename === 'Invoice' && node.id === item)
    const entity = entities.find((each) => each.code === code)
    return {
      ask,
      person: person ? (user?.__typename === 'User' ? user : { id: person, name: person }) : undefined,
      action,
      subject: item
        ? invoice?.__typename === 'Invoice'
          ? { kind: 'item', id: item, key: invoice.key, title: invoice.title }
          : { kind: 'item', id: item, key: item, title: '' }
        : entity && { kind: 'entity', id: entity.id, code: entity.code, name: entity.name },
      over,
    }
  }, [ask, person, action, code, item, over, data, entities])
}
