// The real jsforce against the sandbox's Salesforce origin, over the whole call table, over the same store the HubSpot client fills.
// One file an area, in order: later ones use the fields and records of earlier ones.
import { check, equal, finish } from './harness.mjs';

const { collect, missing, sum, table } = await import('./jsforce/operations.mjs');
const areas = [
  'sign-in', 'schema', 'records', 'objects', 'queries', 'soql', 'search', 'composite', 'bulk', 'replication', 'merges', 'rules', 'currencies', 'limits', 'push', 'one-store',
];
await collect();
for (const area of areas) {
  await import(`./jsforce/${area}.mjs`);
  await collect();
}

await check('every operation of the call table was called', () => equal(missing(), []));
const { calls, operations, names } = sum();
if (process.argv.includes('--operations')) console.log(names.sort().join('\n'));
console.log(`jsforce: ${calls} calls of ${operations} operations (${table.length} in the call table)`);
finish();
