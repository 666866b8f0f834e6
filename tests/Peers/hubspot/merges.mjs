// Merges with their forwarding ids, history with its authors, the recycle bin, erasure.
import { check, equal, ok, refused } from '../harness.mjs';
import { admin, client, companies, contacts, deals, run } from './common.mjs';

for (const [type, api, a, b, fill] of [
  ['companies', companies, { name: `Kept ${run}` }, { name: `Gone ${run}`, city: 'Mechelen' }, 'city'],
  ['contacts', contacts, { email: `kept.${run}@example.org` }, { email: `gone.${run}@example.org`, jobtitle: 'CTO' }, 'jobtitle'],
  ['deals', deals, { dealname: `Kept ${run}`, dealstage: 'qualifiedtobuy' }, { dealname: `Gone ${run}`, dealstage: 'contractsent', amount: '9' }, 'amount'],
]) {
  await check(`${type}: two become one with an id of its own, and both ids lead there`, async () => {
    const [kept, gone] = [await api.basicApi.create({ properties: a }), await api.basicApi.create({ properties: b })];
    const merged = await api.basicApi.merge({ primaryObjectId: kept.id, objectIdToMerge: gone.id });
    ok(merged.id !== kept.id && merged.id !== gone.id);
    equal(merged.properties[fill], b[fill]);
    for (const id of [kept.id, gone.id]) {
      const read = await api.basicApi.getById(id, ['hs_merged_object_ids']);
      equal([read.id, read.properties.hs_merged_object_ids], [merged.id, `${kept.id};${gone.id}`]);
    }
    equal((await api.basicApi.update(gone.id, { properties: { [fill]: b[fill] } })).id, merged.id);
    equal((await api.batchApi.update({ inputs: [{ id: gone.id, properties: {} }] })).numErrors, 1);
    await refused(404, () => api.basicApi.merge({ primaryObjectId: kept.id, objectIdToMerge: gone.id }));
  });
}
await check('tickets merge too', async () => {
  const make = () => client.crm.tickets.basicApi.create({ properties: { subject: 'T', hs_pipeline_stage: '1' } });
  const [kept, gone] = [await make(), await make()];
  ok((await client.crm.tickets.basicApi.merge({ primaryObjectId: kept.id, objectIdToMerge: gone.id })).id);
});
await check('a merged contact answers to both addresses', async () => {
  const kept = await contacts.basicApi.getById(`kept.${run}@example.org`, ['hs_additional_emails'], undefined, undefined, false, 'email');
  equal(kept.properties.hs_additional_emails, `gone.${run}@example.org`);
  equal((await contacts.basicApi.getById(`gone.${run}@example.org`, [], undefined, undefined, false, 'email')).id, kept.id);
});
await check('history is newest first and tells who wrote', async () => {
  const made = await companies.basicApi.create({ properties: { name: 'Old', city: 'A' } });
  await companies.basicApi.update(made.id, { properties: { city: 'B' } });
  await companies.basicApi.update(made.id, { properties: { city: '' } });
  const { propertiesWithHistory } = await companies.basicApi.getById(made.id, ['hs_object_source'], ['city', 'name']);
  equal(propertiesWithHistory.city.map((v) => v.value), ['', 'B', 'A']);
  equal(propertiesWithHistory.name.map((v) => [v.value, v.sourceType]), [['Old', 'INTEGRATION']]);
  const times = propertiesWithHistory.city.map((v) => v.timestamp.getTime());
  equal(times, [...times].sort((x, y) => y - x));
});
await check('archived records are read and listed as such, and come back', async () => {
  const made = await deals.basicApi.create({ properties: { dealname: 'Bin', dealstage: 'qualifiedtobuy' } });
  await deals.basicApi.archive(made.id);
  const read = await deals.basicApi.getById(made.id, undefined, undefined, undefined, true);
  ok(read.archived && read.archivedAt instanceof Date);
  ok((await deals.getAll(undefined, undefined, undefined, undefined, undefined, true)).some((d) => d.id === made.id));
  await admin('POST', `/records/${made.id}/restore`);
  equal((await deals.basicApi.getById(made.id)).archived, false);
});
await check('an erased contact is gone for good, 204', async () => {
  const email = `erased.${run}@example.org`;
  const made = await contacts.basicApi.create({ properties: { email } });
  await contacts.basicApi.purge({ objectId: email, idProperty: 'email' });
  await refused(404, () => contacts.basicApi.getById(made.id));
  await refused(404, () => contacts.basicApi.getById(made.id, undefined, undefined, undefined, true));
  await contacts.basicApi.create({ properties: { email } });
});
await check('lifecycle stages move forward only, unless emptied first', async () => {
  const made = await companies.basicApi.create({ properties: { name: 'Stages', lifecyclestage: 'customer' } });
  const stage = async (value) => (await companies.basicApi.update(made.id, { properties: { lifecyclestage: value } })).properties.lifecyclestage;
  equal(await stage('lead'), 'customer');
  await stage('');
  equal(await stage('lead'), 'lead');
});
