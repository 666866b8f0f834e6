// Deleted and updated records.
import { check, equal, ok } from '../harness.mjs';
import { conn, refused, run } from './org.mjs';
import { made } from './records.mjs';

const account = conn.sobject('Account');
await check('deleted rows are in queryAll and in deleted, changed ones in updated', async () => {
  const gone = (await account.create({ Name: `Gone ${run}` })).id;
  await account.destroy(gone);
  await refused('ENTITY_IS_DELETED', () => account.update({ Id: gone, Name: 'x' }));
  equal((await conn.query(`SELECT Id FROM Account WHERE Id = '${gone}'`)).totalSize, 0);
  const all = await conn.query(`SELECT Id, IsDeleted FROM Account WHERE Name = 'Gone ${run}' AND IsDeleted = true`, { scanAll: true });
  equal(all.records.map((r) => [r.Id, r.IsDeleted]), [[gone, true]]);
  const from = new Date(Date.now() - 3600_000);
  const until = new Date(Date.now() + 120_000);
  const { deletedRecords, earliestDateAvailable } = await account.deleted(from, until);
  ok(deletedRecords.some((r) => r.id === gone) && earliestDateAvailable.endsWith('+0000'), JSON.stringify(deletedRecords.slice(-2)));
  const { ids, latestDateCovered } = await account.updated(from, until);
  ok(ids.includes(made) && !ids.includes(gone) && latestDateCovered.endsWith('+0000'));
});
