// Real companies through real clients, for the test that mirrors them:
//   node registrants.mjs load     the official HubSpot client makes all of sec-registrants.csv in batches of 100
//   node registrants.mjs rename TAG   jsforce reads accounts by ticker and gives them new names that end with TAG
// Settings as in run.mjs. The last line is JSON: what was done.
import { join } from 'node:path';
import { Client } from '@hubspot/api-client';
import jsforce from 'jsforce';
import { readCsv, setting } from './harness.mjs';

const hubspot = setting('hubspot-url', 'SANDBOX_HUBSPOT_URL', 'http://localhost:5081');
const salesforce = setting('salesforce-url', 'SANDBOX_SALESFORCE_URL', 'http://localhost:5082');
const suites = setting('suites', 'ENTENTE_SUITES', '../../../shared/suites');
const tickers = ['AAPL', 'COST', 'KO'];

async function load() {
  const client = new Client({ accessToken: setting('hubspot-token', 'SANDBOX_HUBSPOT_TOKEN', ''), basePath: hubspot });
  const rows = readCsv(join(suites, 'names', 'sec-registrants.csv'));
  const began = Date.now();
  for (let i = 0; i < rows.length; i += 100) {
    const inputs = rows.slice(i, i + 100).map((r) => ({ properties: { name: r.name, tickersymbol: r.ticker } }));
    const made = await client.crm.companies.batchApi.create({ inputs });
    if (made.results.length !== inputs.length) throw new Error(`${made.results.length} of ${inputs.length} were made`);
  }
  return { loaded: rows.length, seconds: (Date.now() - began) / 1000 };
}

async function rename(tag) {
  const keys = (await (await fetch(`${salesforce}/sandbox/admin/credentials`)).json()).salesforce;
  const conn = new jsforce.Connection({ loginUrl: salesforce, version: '66.0' });
  await conn.login(keys.username, keys.password);
  const { records, totalSize } = await conn.query('SELECT Id, Name, TickerSymbol FROM Account WHERE TickerSymbol != null', { autoFetch: true, maxFetch: 50_000 });
  if (records.length !== totalSize) throw new Error(`${records.length} of ${totalSize} accounts were read`);
  const chosen = records.filter((r) => tickers.includes(r.TickerSymbol));
  const renamed = chosen.map((r) => ({ Id: r.Id, Name: `${r.Name.replace(/ of .*/, '')} of ${tag}` }));
  const results = await conn.sobject('Account').update(renamed);
  if (!results.every((r) => r.success)) throw new Error(JSON.stringify(results));
  return { read: totalSize, renamed: renamed.map((r) => r.Name) };
}

const [act, tag] = process.argv.slice(2);
console.log(JSON.stringify(act === 'load' ? await load() : await rename(tag)));
