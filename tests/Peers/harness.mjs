// A test runner of thirty lines: named checks, one line per failure, the sum as the last line.
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;

/** Runs one named check; a throw is a failure and does not stop the rest. Returns what the check returned. */
export async function check(name, run) {
  try {
    const result = await run();
    passed += 1;
    return result;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error?.message ?? error}${error?.body ? ` ${JSON.stringify(error.body)}` : ''}`);
    return undefined;
  }
}

export function equal(actual, expected) {
  deepStrictEqual(actual, expected);
}

export function ok(value, what) {
  if (!value) throw new Error(what ?? `expected something true, got ${value}`);
}

/** The call must fail with an HTTP status; returns the error for a closer look. */
export async function refused(status, call) {
  try {
    await call();
  } catch (error) {
    const code = error.code ?? error.statusCode;
    if (code !== status) throw new Error(`expected ${status}, got ${code}: ${error.message}`);
    return error;
  }
  throw new Error(`expected ${status}, but the call went through`);
}

/** Prints the sum and sets the exit code. */
export function finish() {
  console.log(`${passed + failed} checks`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** A setting from `--name value` or the environment. */
export function setting(name, variable, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : (process.env[variable] ?? fallback);
}

/** Rows of a CSV file as objects; quoted fields may hold commas, quotes and line ends. */
export function readCsv(path) {
  const text = readFileSync(path, 'utf8');
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += c; i += 1; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') { row.push(cell); cell = ''; }
    else if (c === '\n') { row.push(cell.replace(/\r$/, '')); rows.push(row); row = []; cell = ''; }
    else cell += c;
  }
  if (cell !== '' || row.length > 0) { row.push(cell); rows.push(row); }
  const [head, ...body] = rows;
  return body.map((values) => Object.fromEntries(head.map((name, i) => [name, values[i] ?? ''])));
}
