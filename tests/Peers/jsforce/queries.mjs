// Queries: pages, the client's own query builder, refusals.
import jsforce from 'jsforce';
import { check, equal, ok } from '../harness.mjs';
import { conn, refused, run, version } from './org.mjs';

const account = conn.sobject('Account');
await check('2,500 rows come in pages, by autoFetch and by queryMore', async () => {
  for (let i = 0; i < 2500; i += 200)
    await account.create(Array.from({ length: Math.min(200, 2500 - i) }, (_, n) => ({ Name: `Row ${run} ${String(i + n).padStart(4, '0')}` })));
  const soql = `SELECT Id, Name FROM Account WHERE Name LIKE 'Row ${run} %' ORDER BY Name`;
  const first = await conn.query(soql);
  equal([first.totalSize, first.records.length, first.done], [2500, 2000, false]);
  const rest = await conn.queryMore(first.nextRecordsUrl);
  equal([rest.totalSize, rest.records.length, rest.done], [2500, 500, true]);
  equal(rest.records[0].Name, `Row ${run} 2000`);
  const all = await conn.query(soql, { autoFetch: true, maxFetch: 5000 });
  equal(new Set(all.records.map((r) => r.Id)).size, 2500);
  await refused('INVALID_QUERY_LOCATOR', () => conn.queryMore(`/services/data/v${version}/query/0r8000000000000AAA-2000`));
});
await check('find, sort, limit, skip and count are SOQL', async () => {
  const rows = await account.find({ Name: { $like: `Row ${run} %` }, CreatedDate: { $gte: jsforce.SfDate.toDateTimeLiteral(new Date(0)) } }, ['Id', 'Name']).sort({ Name: -1 }).limit(3).skip(1);
  equal(rows.map((r) => r.Name), [2498, 2497, 2496].map((n) => `Row ${run} ${n}`));
  equal(await account.count({ Name: { $like: `Row ${run} 000%` } }), 10);
  const found = await account.find({ $or: [{ Name: `Row ${run} 0001` }, { Name: { $in: [`Row ${run} 0002`, `Row ${run} 0003`] } }] }, ['Id']);
  equal(found.length, 3);
  ok((await account.find({ Name: `Row ${run} 0001` }, '*').limit(1))[0].SystemModstamp, 'no star');
});
await check('refused queries say why', async () => {
  ok((await refused('MALFORMED_QUERY', () => conn.query('SELECT FROM Account'))).message.includes('ERROR at Row:1:Column:8'));
  ok((await refused('INVALID_FIELD', () => conn.query('SELECT Nope FROM Account'))).message.includes("No such column 'Nope' on entity 'Account'"));
  await refused('INVALID_TYPE', () => conn.query('SELECT Id FROM Nope'));
});
