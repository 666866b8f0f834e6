// The official HubSpot client against the sandbox, over the whole table of calls a CRM connector needs, area by area.
import { finish } from './harness.mjs';
import { called } from './hubspot/common.mjs';

const areas = [
  'schema', 'records', 'associations', 'labels', 'batches', 'search', 'objects', 'merges', 'definitions', 'lists', 'timeline', 'oauth', 'faults', 'webhooks', 'companies',
];
// One after the other: static imports of modules that await would run side by side.
for (const area of areas) await import(`./hubspot/${area}.mjs`);

console.log(`hubspot: ${[...called.values()].reduce((a, b) => a + b, 0)} calls of ${called.size} operations`);
finish();
