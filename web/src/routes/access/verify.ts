/** How anybody verifies the log without us, line by line: docs/audit-log.md says what each file holds. */
export const verifyCommands = [
  'countersign audit export --out export',
  'countersign audit verify export --key log.pub --checkpoint checkpoint.txt',
  'node docs/verify-log.mjs export --key log.pub --checkpoint checkpoint.txt',
]
