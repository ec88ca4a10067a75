import { expect, test } from 'vitest'
import { writeCsv } from './csv'

test('commas, quotes and line ends are quoted, and a spreadsheet is told the encoding', () => {
  expect(
    writeCsv({
      columns: ['a', 'b'],
      rows: [
        ['x, "y"', 'two\nlines'],
        [null, 3],
      ],
    }),
  ).toBe('\ufeffa,b\r\n"x, ""y""","two\nlines"\r\n,3\r\n')
})

test.each(['=1+1', '+49 221', '-x', '@cmd', '\tx', '\rx', '\ufeff=1'])(
  '%j is shown as text, not run',
  (text) => {
    expect(writeCsv({ columns: ['a'], rows: [[text]] })).toContain(`'${text}`)
  },
)

test('a negative amount stays a number', () => {
  expect(writeCsv({ columns: ['a'], rows: [['-12.50']] })).toBe('\ufeffa\r\n-12.50\r\n')
})
