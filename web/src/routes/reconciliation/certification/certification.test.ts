import { expect, test } from 'vitest'
import { reconciliations } from '~/testing/fixtures/certification'
import { actionOf, nextRole } from './CertificationScreen'

const [prepared, voided, certified] = reconciliations

test('the next signature is the first that is missing', () => {
  expect(prepared && nextRole(prepared)).toBe('REVIEWER')
  expect(certified && nextRole(certified)).toBeUndefined()
})

test('a signature that later changes made void is missing again', () => {
  expect(voided && nextRole(voided)).toBe('PREPARER')
})

test('whoever prepares certifies, everybody after reviews', () => {
  expect(actionOf('PREPARER')).toBe('RECON_CERTIFY')
  expect(actionOf('SECOND_REVIEWER')).toBe('RECON_REVIEW')
})
