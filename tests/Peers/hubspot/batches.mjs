// Batches: statuses, trace ids, upserts.
import { check, equal, refused } from '../harness.mjs';
import { admin, companies, deals, run } from './common.mjs';

await check('batch create 201; one bad input refuses all', async () => {
  const made = await companies.batchApi.create({ inputs: [1, 2, 3].map((i) => ({ properties: { name: `Batch ${i} ${run}`, entente_id: `b${i}_${run}` } })) });
  equal([made.status, made.results.length], ['COMPLETE', 3]);
  const before = await admin('GET', '/counts');
  await refused(409, () => companies.batchApi.create({ inputs: [{ properties: { name: `New ${run}` } }, { properties: { name: 'Y', entente_id: `b1_${run}` } }] }));
  equal((await admin('GET', '/counts')).companies, before.companies);
});
await check('with trace ids the good ones are written and the answer is 207', async () => {
  const made = await companies.batchApi.create({
    inputs: [
      { properties: { name: `Traced ${run}` }, objectWriteTraceId: 't1' },
      { properties: { name: 'Y', entente_id: `b1_${run}` }, objectWriteTraceId: 't2' },
    ],
  });
  equal([made.results.length, made.numErrors, made.errors[0].context.objectWriteTraceId], [1, 1, ['t2']]);
});
await check('batch upsert creates, then updates: new true, then false', async () => {
  const inputs = ['u1', 'u2'].map((id) => ({ idProperty: 'entente_id', id: `${id}_${run}`, properties: { dealname: `Upsert ${id}`, dealstage: 'qualifiedtobuy' } }));
  const first = await deals.batchApi.upsert({ inputs });
  const again = await deals.batchApi.upsert({ inputs: inputs.map((i) => ({ ...i, properties: { amount: '5' } })) });
  equal([first.results.map((r) => r._new), again.results.map((r) => r._new)], [[true, true], [false, false]]);
  equal(again.results.map((r) => r.id), first.results.map((r) => r.id));
});
await check('batch read by unique property; missing ones give 207', async () => {
  const all = await companies.batchApi.read({ properties: ['name'], propertiesWithHistory: [], idProperty: 'entente_id', inputs: [{ id: `b1_${run}` }, { id: `b2_${run}` }] });
  equal(all.results.length, 2);
  const some = await companies.batchApi.read({ properties: ['name'], propertiesWithHistory: [], idProperty: 'entente_id', inputs: [{ id: `b1_${run}` }, { id: 'nosuch' }] });
  equal([some.results.length, some.numErrors, some.errors[0].context.ids], [1, 1, ['nosuch']]);
});
await check('batch update 200, batch archive 204', async () => {
  const read = await companies.batchApi.read({ properties: ['name'], propertiesWithHistory: [], idProperty: 'entente_id', inputs: [{ id: `b1_${run}` }, { id: `b2_${run}` }] });
  const ids = read.results.map((r) => r.id);
  const updated = await companies.batchApi.update({ inputs: ids.map((id) => ({ id, properties: { city: 'Ghent' } })) });
  equal(updated.results.map((r) => r.properties.city), ['Ghent', 'Ghent']);
  await companies.batchApi.archive({ inputs: ids.map((id) => ({ id })) });
  await refused(404, () => companies.basicApi.getById(ids[0]));
  equal((await companies.basicApi.getById(ids[0], ['name'], undefined, undefined, true)).archived, true);
});
await check('101 inputs are refused', () =>
  refused(400, () => companies.batchApi.read({ properties: [], propertiesWithHistory: [], inputs: Array.from({ length: 101 }, (_, i) => ({ id: `${i}` })) })));
