/** What a table holds, for a file: heads and rows of equal length, as text that programs read (decimal text, RFC 3339). */
export interface Table {
  columns: string[]
  rows: (string | number | null | undefined)[][]
}

/** A table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which spreadsheets guess the encoding. */
export function writeCsv({ columns, rows }: Table): string {
  const line = (cells: (string | number | null | undefined)[]) => cells.map(cell).join(',')
  return `\ufeff${[columns, ...rows].map(line).join('\r\n')}\r\n`
}

function cell(value: string | number | null | undefined): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'number' ? String(value) : safe(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// Text that a spreadsheet would run as a formula is shown as text (OWASP, CSV injection); an amount of ours is a number.
function safe(text: string): string {
  return /^\ufeff?[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}
