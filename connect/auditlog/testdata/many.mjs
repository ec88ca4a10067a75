// Verifies many exports in one process: each line of input is {dir, key, held}, each line of output the report.
import { createInterface } from 'node:readline';
import { readKeys, verify } from '../../../docs/verify-log.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const { dir, key, held } = JSON.parse(line);
  const brought = held.map(({ name, signed }) => ({ name, signed: Buffer.from(signed, 'base64') }));
  try {
    console.log(JSON.stringify(verify(dir, { keys: readKeys(key), held: brought })));
  } catch (problem) {
    console.log(JSON.stringify({ ok: false, problem: problem.message }));
  }
}
