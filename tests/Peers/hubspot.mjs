// The official HubSpot client against the sandbox, over the whole table of calls a CRM connector needs, area by area.
import { check, equal, finish } from './harness.mjs';
import { called } from './hubspot/common.mjs';
import { collect, missing, rows } from './hubspot/operations.mjs';

const areas = [
  'schema', 'records', 'associations', 'labels', 'batches', 'search', 'objects', 'merges', 'definitions', 'lists', 'imports', 'forms', 'timeline', 'oauth', 'faults', 'webhooks',
  'companies',
];
// One after the other: static imports of modules that await would run side by side.
await collect();
for (const area of areas) {
  await import(`./hubspot/${area}.mjs`);
  await collect();
}

await check('every call of the call table was made, and ended as the table says', () => equal(missing(), []));
if (process.argv.includes('--operations')) console.log([...called.keys()].sort().join('\n'));
console.log(`hubspot: ${[...called.values()].reduce((a, b) => a + b, 0)} calls of ${called.size} operations (${rows} in the call table)`);
finish();
