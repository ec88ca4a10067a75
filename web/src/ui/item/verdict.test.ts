import { describe, expect, it } from 'vitest'
import { allowed, refused } from '~/testing/fixtures/basics'
import { entered, posted, postedElsewhere } from '~/testing/fixtures/invoice'
import { verdictOfInvoice } from './verdict'

describe('the verdict on an invoice', () => {
  it('offers to take back what the viewer may post', () => {
    const { more, reasons } = verdictOfInvoice({ ...posted, can: [allowed('INVOICE_POST')] })
    expect(more).toEqual(['reverse'])
    expect(reasons).toEqual([])
  })

  it('says why nobody can take back what another ledger holds, before one tries', () => {
    const { more, reasons } = verdictOfInvoice(postedElsewhere)
    expect(more).toEqual([])
    expect(reasons).toEqual([expect.stringContaining('former ledger, which is not connected here')])
  })

  it('does not tell who has no right to post what stands against posting', () => {
    expect(verdictOfInvoice(posted).reasons).toEqual([])
    const both = {
      ...postedElsewhere.can[0],
      reasons: [...refused('INVOICE_POST', 'No.').reasons, ...(postedElsewhere.can[0]?.reasons ?? [])],
    } as (typeof posted.can)[number]
    expect(verdictOfInvoice({ ...posted, can: [both] }).reasons).toEqual([])
  })

  it('says to who entered it why they cannot approve it, and who can', () => {
    const { decide, reasons, whoCan } = verdictOfInvoice(entered)
    expect(decide).toBeUndefined()
    expect(reasons).toHaveLength(1)
    expect(whoCan).toHaveLength(1)
  })
})
