import { expect, test } from 'vitest'
import { caseOfModel } from '~/testing/fixtures/case'
import { subjectOf } from './subject'

test('a case of a model that stopped leads to the page of the model', () => {
  const label = (kind: string, value: string) => `${kind}:${value}`
  expect(caseOfModel.subject && subjectOf(caseOfModel.subject, label)).toEqual({
    text: 'use:CODE_LINE · DE01',
    href: '/models/DE01/CODE_LINE',
  })
})
