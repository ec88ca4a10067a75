import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { caseMessages } from './CaseText'
import { dialogMessages } from './DialogText'
import { en } from './en'
import { access } from './en/access'
import { casework } from './en/casework'
import dialogs from './en/dialogs.json'
import { governance } from './en/governance'
import { recon } from './en/recon'
import { locales, localeOf, pickLocale, regional } from './locales'
import { adviceMessages } from './AdviceText'
import { modelMessages } from './ModelText'
import { reconMessages } from './ReconText'

/** What a message takes: "count plural", "amount argument", in alphabetical order. */
function argumentsOf(elements: MessageFormatElement[]): string[] {
  const found = new Set<string>()
  each(elements, (element) => {
    if (element.type !== TYPE.literal && element.type !== TYPE.pound)
      found.add(`${element.value} ${TYPE[element.type]}`)
  })
  return [...found].sort()
}

function each(elements: MessageFormatElement[], visit: (element: MessageFormatElement) => void) {
  for (const element of elements) {
    visit(element)
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options)) each(option.value, visit)
  }
}

/** The plural categories of a language, each with the numbers to a hundred that fall into it. */
function categoriesOf(locale: string): Map<string, number[]> {
  const rules = new Intl.PluralRules(locale)
  const found = new Map<string, number[]>(rules.resolvedOptions().pluralCategories.map((name) => [name, []]))
  for (let count = 0; count <= 100; count++) found.get(rules.select(count))?.push(count)
  return found
}

/** English of everything, and all that a language says, that of areas too. */
const english = { ...en, ...access, ...recon, ...casework, ...dialogs, ...governance }
const load = async (locale: (typeof locales)[number]) => ({
  ...(await locale.load()),
  ...(await locale.loadAccess()),
  ...(await reconMessages(locale.id)),
  ...(await caseMessages(locale.id)),
  ...(await dialogMessages(locale.id)),
  ...(await adviceMessages(locale.id)),
  ...(await modelMessages(locale.id)),
})

const others = locales.filter(({ id }) => id !== 'en')

test('the console speaks six languages', () => {
  expect(locales.map(({ id }) => id)).toEqual(['en', 'de', 'fr', 'es', 'ja', 'ar'])
})

test('no message of an area takes the name of another', () => {
  expect(Object.keys(access).filter((id) => id in en)).toEqual([])
})

test.each(others)('$name has exactly the messages of English', async (locale) => {
  const messages = await load(locale)
  expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort())
  expect(Object.entries(messages).filter(([, text]) => text.trim() === '')).toEqual([])
})

test.each(others)('every message of $name takes what the English one takes', async (locale) => {
  const messages = await load(locale)
  for (const [id, text] of Object.entries(messages))
    expect([id, argumentsOf(parse(text))]).toEqual([
      id,
      argumentsOf(parse(english[id as keyof typeof english])),
    ])
})

test.each(locales)('$name has a form for each of its plurals and no other', async (spoken) => {
  const locale = spoken.id
  const categories = categoriesOf(locale)
  for (const [id, text] of Object.entries(await load(spoken)))
    each(parse(text), (element) => {
      if (element.type !== TYPE.plural) return
      const named = Object.keys(element.options)
      const counted = named.filter((name) => name.startsWith('=')).map((name) => Number(name.slice(1)))
      for (const name of named)
        expect(name.startsWith('=') || categories.has(name), `${id}: ${name} is no plural of ${locale}`).toBe(
          true,
        )
      // A form that says a number in words or digits of its own stands for one number alone.
      for (const [name, counts] of categories) {
        const option = element.options[name]
        const left = counts.filter((count) => !counted.includes(count))
        const own = option?.value.some((part) => part.type === TYPE.literal && /\d/.test(part.value))
        expect(
          own && left.length > 1,
          `${id}: ${name} of ${locale} has a digit for ${left.length} numbers`,
        ).toBeFalsy()
      }
    })
})

test.each(['inbox.elsewhere', 'lines.count', 'checks.fine', 'form.faults'] as const)(
  '%s has all six plurals in Arabic',
  async (id) => {
    const [element] = parse((await localeOf('ar').load())[id] ?? '')
    const options = element?.type === TYPE.plural ? Object.keys(element.options) : []
    expect(options.sort()).toEqual([...categoriesOf('ar').keys()].sort())
  },
)

test('the first language of the browser that the console speaks is taken', () => {
  expect(pickLocale(['pt-BR', 'ar-EG', 'en'])).toBe('ar')
  expect(pickLocale(['pt-BR'])).toBe('en')
  expect(regional('ar', ['en', 'ar-EG'])).toBe('ar-EG')
  expect(regional('ja', ['en'])).toBe('ja')
  expect(localeOf('ar-EG').dir).toBe('rtl')
  expect(localeOf('tlh').id).toBe('en')
})
