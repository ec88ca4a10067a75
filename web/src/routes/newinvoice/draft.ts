import { add, compare, multiply, round } from '~/format/decimal'

/** A line as it is being typed; numbers are decimal text, empty while absent. */
export interface DraftLine {
  key: number
  text: string
  quantity: string
  price: string
  /** Net amount; by quantity and price when empty. */
  amount: string
  taxRate: string
  accountId: string
  costCenterId: string
  orderNumber: string
}

/** An invoice as it is being typed. */
export interface Draft {
  entityId: string
  supplierId: string
  number: string
  kind: 'INVOICE' | 'CREDIT_NOTE'
  issuedOn: string
  dueOn: string
  currency: string
  bankAccount: string
  lines: DraftLine[]
  /** VAT as billed, when it differs from the sum by a rounding; else empty. */
  tax: string
}

/** Sums of a draft, decimal text with the currency's decimals. */
export interface Sums {
  net: string
  tax: string
  gross: string
}

export const emptyLine = (key: number): DraftLine => ({
  key,
  text: '',
  quantity: '',
  price: '',
  amount: '',
  taxRate: '',
  accountId: '',
  costCenterId: '',
  orderNumber: '',
})

/** Decimals of a currency, ISO 4217; 2 for one that the browser does not know. */
export function decimalsOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    )
  } catch {
    return 2
  }
}

/** Net amount of a line: as typed, else quantity × price rounded half away from zero; empty when neither is there. */
export function amountOf(line: DraftLine, decimals: number): string {
  if (line.amount) return round(line.amount, decimals)
  return line.quantity && line.price ? round(multiply(line.quantity, line.price), decimals) : ''
}

/** Net, VAT and gross. VAT is rounded once per rate (EN 16931, BR-CO-17); a typed VAT total stands. */
export function sumsOf(draft: Draft): Sums {
  const decimals = decimalsOf(draft.currency)
  const byRate = new Map<string, string>()
  let net = round('0', decimals)
  for (const line of draft.lines) {
    const amount = amountOf(line, decimals)
    if (!amount) continue
    net = add(net, amount)
    const rate = line.taxRate ? round(line.taxRate, 4) : '0.0000'
    byRate.set(rate, add(byRate.get(rate) ?? '0', amount))
  }
  let tax = round('0', decimals)
  for (const [rate, base] of byRate) tax = add(tax, round(multiply(multiply(base, rate), '0.01'), decimals))
  if (draft.tax) tax = round(draft.tax, decimals)
  return { net, tax, gross: add(net, tax) }
}

/** Names of what is missing or wrong, as fields of the form; empty when it can be sent. */
export function faultsOf(draft: Draft): Set<string> {
  const faults = new Set<string>()
  const need = (name: keyof Draft) => {
    if (!draft[name]) faults.add(name)
  }
  need('entityId')
  need('supplierId')
  need('issuedOn')
  if (!draft.number.trim()) faults.add('number')
  if (!/^[A-Z]{3}$/.test(draft.currency)) faults.add('currency')
  if (draft.issuedOn && draft.dueOn && draft.dueOn < draft.issuedOn) faults.add('dueOn')
  const decimals = decimalsOf(draft.currency)
  for (const line of draft.lines) {
    if (!line.text.trim()) faults.add(`text.${line.key}`)
    if (!amountOf(line, decimals)) faults.add(`amount.${line.key}`)
    if (line.taxRate && (compare(line.taxRate, '0') < 0 || compare(line.taxRate, '100') > 0))
      faults.add(`taxRate.${line.key}`)
  }
  return faults
}
