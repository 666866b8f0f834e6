// Ten thousand real companies through the official client.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { check, equal, ok, readCsv } from '../harness.mjs';
import { admin, companies, search, suites } from './common.mjs';

const csv = join(suites, 'names', 'sec-registrants.csv');
if (existsSync(csv)) {
  const rows = readCsv(csv);
  console.log(`${rows.length} companies in sec-registrants.csv`);
  await check('the suite holds its 10,077 companies', () => ok(rows.length >= 10_077, `only ${rows.length}`));
  await check('all of them load in batches of 100', async () => {
    const before = (await admin('GET', '/counts')).companies;
    const started = Date.now();
    for (let i = 0; i < rows.length; i += 100) {
      const inputs = rows.slice(i, i + 100).map((r) => ({ properties: { name: r.name, tickersymbol: r.ticker } }));
      const made = await companies.batchApi.create({ inputs });
      equal(made.results.length, inputs.length);
    }
    const seconds = (Date.now() - started) / 1000;
    equal((await admin('GET', '/counts')).companies - before, rows.length);
    console.log(`loaded in ${seconds.toFixed(1)} s, ${Math.round(rows.length / seconds)} companies a second`);
  });
  await check('the list walks all of them, each once', async () => {
    const all = await companies.getAll(undefined, undefined, ['name']);
    equal(new Set(all.map((c) => c.id)).size, all.length);
    equal(all.length, (await admin('GET', '/counts')).companies);
  });
  await check('search finds one among them', async () =>
    ok((await search(companies, [{ propertyName: 'name', operator: 'EQ', value: 'nvidia corp' }])).total >= 1));
} else {
  console.log(`No ${csv}: the load of real companies is left out.`);
}

