// Verifies an export of Countersign's audit log: Node 20 alone, without packages, database, or anything else of ours.
// Use: node verify-log.mjs DIR [--key FILE] [--checkpoint FILE]...  Exit 0: verified. 1: not verified, or no verdict.
// audit-log.md tells the rules, and which position is the first bad one.
import { createHash, createPublicKey, verify as fits } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { parseArgs } from 'node:util';

const MAX_LINE = 16 << 20;
const PROSE = ['actor_name', 'on_behalf_of_name', 'client_address', 'text', 'reason'];
const [LEAF, NODE] = [Buffer.from([0]), Buffer.from([1])];
const sha256 = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
const attempt = (what) => { try { return what(); } catch { return null; } };
const refuse = (why) => { throw new Error(why); };

/** base64 reads a text that can be written in one way only. */
const base64 = (text, length = Buffer.byteLength(text, 'base64')) => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : refuse('it is damaged');
};

/** cover is the sizes of the fewest complete subtrees that hold the leaves lo to hi-1. */
function cover(lo, hi) {
  if (lo === hi) return [];
  let n = 1;
  while (lo % (2 * n) === 0 && 2 * n <= hi - lo) n *= 2;
  return [n, ...cover(lo + n, hi)];
}

/** push appends a complete subtree to a tree (RFC 6962), which is kept as the roots of its complete subtrees. */
function push(tree, size, hash) {
  for (; tree.at(-1)?.size === size; size *= 2) hash = sha256(NODE, tree.pop().hash, hash);
  tree.push({ size, hash });
}
const rootOf = (tree) => tree.map((part) => part.hash).reduceRight((right, left) => sha256(NODE, left, right));

/** readKeys reads public keys of signed notes, one a line: name, four bytes of a digest, and a byte 1 before the key. */
export function readKeys(text) {
  return text.trim().split('\n').map((line) => {
    const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim()) ?? refuse('this is no public key of a log');
    const bytes = base64(encoded, 33);
    if (bytes[0] !== 1 || sha256(name, '\n', bytes).toString('hex', 0, 4) !== id) refuse('this is no public key of a log');
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
    return { name, id, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
  });
}

/** openCheckpoint reads a signed checkpoint (c2sp.org/signed-note, c2sp.org/tlog-checkpoint). It throws when it says nothing. */
function openCheckpoint(signed, keys) {
  const split = signed.lastIndexOf('\n\n');
  const [text, lines] = [signed.subarray(0, split + 1), signed.subarray(split + 2).toString()];
  if (split < 0 || !lines.endsWith('\n') || !signed.subarray(split + 2).equals(Buffer.from(lines))) refuse('it is damaged');
  const trusted = lines.slice(0, -1).split('\n').filter((line) => {
    const [, name, encoded] = /^— ([^\s+\0-\x1f]+) (\S{7,})$/.exec(line) ?? refuse('it is damaged');
    const bytes = base64(encoded);
    const known = keys.find((k) => k.name === name && k.id === bytes.toString('hex', 0, 4));
    return known && (fits(null, text, known.key, bytes.subarray(4)) || refuse('its signature does not fit'));
  });
  if (trusted.length === 0) refuse('no key that is trusted has signed it');
  const [origin, size, root, at] = text.toString().split('\n');
  if (origin !== keys[0].name) refuse(`it is of another log, ${origin}`);
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !/^at [\d-]{10}T[\d:]{8}\.\d{6}Z$/.test(at)) refuse('it is damaged');
  return { size: Number(size), root: base64(root, 32) };
}

/** readLines yields each line of a file, and null for a last one without an end. sum takes in every byte. */
function* readLines(path, sum = createHash('sha256')) {
  const fd = attempt(() => openSync(path));
  let rest = Buffer.alloc(0);
  if (fd === null) sum.update('it is missing');
  try {
    for (let n = 1; n > 0 && fd !== null && rest.length < MAX_LINE; ) {
      const chunk = Buffer.allocUnsafe(1 << 18);
      n = readSync(fd, chunk);
      sum.update(chunk.subarray(0, n));
      rest = Buffer.concat([rest, chunk.subarray(0, n)]);
      for (let end; (end = rest.indexOf(10)) >= 0; rest = rest.subarray(end + 1)) yield rest.subarray(0, end);
    }
  } finally { if (fd !== null) closeSync(fd); }
  if (rest.length > 0) yield null;
}

/** readEntry reads a line of entries.jsonl, which can be written in one way only. It throws when it is not the one due. */
function readEntry(line, due) {
  const { position, body, prose: p } = attempt(() => JSON.parse(line.toString())) ?? refuse('its line is damaged');
  const prose = p && Object.fromEntries(['salt', ...PROSE].map((key) => [key, p[key]]));
  if (![body, ...Object.values(prose ?? {})].every((t) => typeof t === 'string')) refuse('its line is damaged');
  if (prose && !/^[0-9a-f]{32}$/.test(prose.salt)) refuse('its salt is damaged');
  if (!Buffer.from(JSON.stringify({ position, body, prose })).equals(line)) refuse('its line is not as an export writes it');
  return position === due ? { body, prose } : refuse(`position ${position} stands in its place`);
}

/** proseFits compares prose, unless it was erased, with the digest that the body holds. */
function proseFits({ body, prose }) {
  const digest = JSON.parse(body).prose;
  const length = (text) => Buffer.from([24, 16, 8, 0].map((shift) => Buffer.byteLength(text) >> shift));
  const parts = prose && PROSE.flatMap((key) => [length(prose[key]), prose[key]]);
  return !prose || sha256(Buffer.from(prose.salt, 'hex'), ...parts).toString('hex') === digest;
}

/** verify checks the export in dir. held are checkpoints from earlier, as {name, signed}. It throws when no verdict is possible. */
export function verify(dir, { keys, held = [] } = {}) {
  const read = (name) => readFileSync(`${dir}/${name}`);
  const { format, from, to, size, count, sha256: sums } = JSON.parse(read('manifest.json').toString());
  const ordered = [0, from, to, size].every((n, i, all) => Number.isSafeInteger(n) && n >= all[Math.max(i - 1, 0)]);
  if (format !== 'countersign-log/1' || !ordered) refuse('manifest.json is damaged');
  const warnings = keys ? [] : ['the public key came with the export: give the key that you know with --key'];
  keys ??= readKeys(read('log.pub').toString());
  const report = { ok: true, origin: keys[0].name, from, to, size, entries: 0, erased: 0, checkpoints: 0, held: 0, first_bad: null, warnings };
  const bad = (position, reason) => {
    if (report.ok || position < report.first_bad) Object.assign(report, { ok: false, first_bad: position, reason });
  };
  // Checkpoints: those of the export, and those from earlier. A span is what one adds to the one before it.
  const files = (attempt(() => readdirSync(`${dir}/checkpoints`)) ?? []).sort().map((file) => `checkpoints/${file}`);
  const sizeOf = (name) => Number(/^checkpoints\/0000(\d{16})\.checkpoint$/.exec(name)?.[1] ?? NaN);
  const ends = { checkpoints: files.map(sizeOf), held: [] };
  const spanStart = (end, kind) => ends[kind].reduce((start, s) => (s < end && s <= to ? Math.max(start, s) : start), from);
  const stated = [];
  for (const c of [...files.map((name) => ({ name, kind: 'checkpoints' })), ...held.map((h) => ({ ...h, kind: 'held' }))]) {
    try {
      Object.assign(c, openCheckpoint(c.signed ?? read(c.name), keys));
      if (c.kind !== 'held' && c.size !== sizeOf(c.name)) refuse('its name is not its size');
      if (c.size <= from || (c.size > to && c.size < size)) refuse(`it cannot be compared with positions ${from} to ${to - 1}`);
    } catch (problem) {
      if (c.kind === 'held') throw new Error(`the checkpoint ${c.name} says nothing: ${problem.message}`);
      bad(spanStart(sizeOf(c.name), c.kind), `${c.name} says nothing: ${problem.message}`);
      continue;
    }
    if (c.kind === 'held') ends.held.push(c.size);
    if (c.size <= size) stated.push(c);
    else bad(size, `${c.name} was signed for ${c.size} entries, and those from position ${size} on are missing`);
  }
  if (!ends.checkpoints.includes(size)) bad(spanStart(size, 'checkpoints'), `no checkpoint of size ${size} says that the export is complete`);
  stated.sort((a, b) => b.size - a.size); // the next one last
  // The tree, grown from the bodies and from the leaves: where one leads to what was signed, the other was changed.
  const trees = { entry: [], leaf: [] }; // null behind the first damage, where nothing is known
  const mismatch = (c) => bad(spanStart(c.size, c.kind), `the positions before ${c.size} are not those that ${c.name} was signed for`);
  let grown = 0;
  const grow = (leaves, hashes) => {
    for (const kind of ['entry', 'leaf']) if (trees[kind]) push(trees[kind], leaves, hashes[kind]);
    for (grown += leaves; stated.at(-1)?.size <= grown; ) {
      const c = stated.pop();
      if (Object.values(trees).some((tree) => tree && rootOf(tree).equals(c.root))) report[c.kind]++;
      else mismatch(c);
    }
  };
  const follow = (kind, position, readLine) => {
    const line = trees[kind] && attempt(() => lines[kind].next().value);
    try { return trees[kind] && (line ? readLine(line) : refuse('it is missing')); } catch (problem) {
      trees[kind] = null;
      return bad(position, `${kind} ${position}: ${problem.message}`) ?? null;
    }
  };
  const lines = { entry: readLines(`${dir}/entries.jsonl`), leaf: readLines(`${dir}/leaves.txt`) };
  const replay = (proof) => {
    cover(0, from).forEach((n, i) => grow(n, { entry: proof.left[i], leaf: proof.left[i] }));
    for (let position = from; position < to; position++) {
      const entry = follow('entry', position, (line) => readEntry(line, position));
      const leaf = follow('leaf', position, (line) => base64(line.toString('latin1'), 32));
      if (!entry && !leaf) return stated.forEach(mismatch);
      const hash = entry && sha256(LEAF, entry.body);
      if (entry && leaf && !hash.equals(leaf)) bad(position, `entry ${position}: its body is not what its leaf holds`);
      else if (entry && !attempt(() => proseFits(entry))) bad(position, `entry ${position}: its prose is not what its body vouches for`);
      else if (entry) [report.entries, report.erased] = [report.entries + 1, report.erased + (entry.prose ? 0 : 1)];
      grow(1, { entry: hash, leaf });
    }
    if (['entry', 'leaf'].some((kind) => trees[kind] && !lines[kind].next().done)) bad(to, 'there is more than the manifest says');
    cover(to, size).forEach((n, i) => grow(n, { entry: proof.right[i], leaf: proof.right[i] }));
  };
  const proof = attempt(() => {
    const { left, right } = JSON.parse(read('proof.json').toString());
    if (!Buffer.from(`${JSON.stringify({ left, right })}\n`).equals(read('proof.json'))) return null;
    if (left.length !== cover(0, from).length || right.length !== cover(to, size).length) return null;
    return { left: left.map((hash) => base64(hash, 32)), right: right.map((hash) => base64(hash, 32)) };
  });
  if (proof) replay(proof); else bad(from, 'proof.json is damaged');
  if (report.ok) { // what no signature covers
    for (const name of new Set(['entries.jsonl', 'leaves.txt', 'proof.json', 'log.pub', ...files, ...Object.keys(sums ?? {})])) {
      const sum = createHash('sha256');
      for (const line of readLines(`${dir}/${name}`, sum)) if (line === null) break;
      if (sum.digest('hex') !== sums?.[name]) bad(spanStart(sizeOf(name), 'checkpoints'), `${name} is not the file that the manifest names`);
    }
    if (count !== to - from) bad(from, `the manifest counts ${count} entries, and there are ${to - from}`);
  }
  return report;
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = 1;
  try {
    const options = { key: { type: 'string' }, checkpoint: { type: 'string', multiple: true, default: [] } };
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const held = values.checkpoint.map((name) => ({ name, signed: readFileSync(name) }));
    const r = verify(positionals[0] ?? '.', { keys: values.key && readKeys(readFileSync(values.key, 'utf8')), held });
    for (const warning of r.warnings) console.error(`warning: ${warning}`);
    console.log(r.ok ? `log verifies to position ${r.to - 1}` : `first bad position ${r.first_bad}: ${r.reason}`);
    console.log(`${r.entries} entries (${r.erased} with erased prose), ${r.checkpoints} checkpoints, ${r.held} from earlier`);
    if (r.ok) process.exitCode = 0;
  } catch (problem) { console.error(`no verdict: ${problem.message}`); }
}
