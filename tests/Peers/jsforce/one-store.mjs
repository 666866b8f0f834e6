// One store behind both protocols.
import { check, equal, ok } from '../harness.mjs';
import { conn, hubspot, run, token } from './org.mjs';

const account = conn.sobject('Account');
const hub = async (method, path, body) => {
  const answer = await fetch(`${hubspot}${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
};
await check('what HubSpot writes Salesforce reads, and the other way round', async () => {
  const company = await hub('POST', '/crm/v3/objects/companies', { properties: { name: `Both ${run}`, domain: `both-${run}.example` } });
  const [row] = (await conn.query(`SELECT Id, Website, Entente_Id__c FROM Account WHERE Name = 'Both ${run}'`)).records;
  equal(row.Website, `both-${run}.example`);
  await account.update({ Id: row.Id, Name: `Both ${run} again`, Entente_Id__c: `b${run}` });
  const after = await hub('GET', `/crm/v3/objects/companies/${company.id}?properties=name,entente_id`);
  equal([after.properties.name, after.properties.entente_id], [`Both ${run} again`, `b${run}`]);
});
await check('companies the HubSpot client loaded are accounts that Salesforce can change', async () => {
  const { records, totalSize } = await conn.query("SELECT Id, Name, TickerSymbol FROM Account WHERE TickerSymbol != null ORDER BY Id", { autoFetch: true, maxFetch: 50_000 });
  console.log(`${totalSize} registrants read through Salesforce`);
  if (totalSize === 0) return;
  equal(records.length, totalSize);
  const some = records.slice(0, 200);
  const results = await account.update(some.map((r) => ({ Id: r.Id, Description: `seen by ${run}` })));
  ok(results.every((r) => r.success));
  equal((await account.retrieve(some[7].Id)).Description, `seen by ${run}`);
});
