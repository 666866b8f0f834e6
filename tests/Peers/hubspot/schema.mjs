// Account, owners, pipelines, properties.
import { check, equal, ok, refused } from '../harness.mjs';
import { client, run, stranger } from './common.mjs';

await check('a wrong token is 401 INVALID_AUTHENTICATION', async () => {
  const error = await refused(401, () => stranger.crm.companies.basicApi.getPage(1));
  equal(error.body.category, 'INVALID_AUTHENTICATION');
});
await check('the account tells its portal and time zone', async () => {
  const details = await (await client.apiRequest({ path: '/account-info/v3/details' })).json();
  ok(details.portalId > 0 && details.timeZone, JSON.stringify(details));
});
export const owner = await check('owners are listed, with and without arguments', async () => {
  const all = await client.crm.owners.ownersApi.getPage();
  const same = await client.crm.owners.ownersApi.getPage(all.results[1].email, undefined, 100, false);
  equal(same.results.map((o) => o.id), [all.results[1].id]);
  equal((await client.crm.owners.ownersApi.getById(Number(all.results[1].id), 'id', false)).email, all.results[1].email);
  return all.results[1];
});
await check('the deal pipeline has seven stages, two of them closed', async () => {
  const { results } = await client.crm.pipelines.pipelinesApi.getAll('deals');
  equal(results[0].stages.length, 7);
  equal(results[0].stages.filter((s) => s.metadata.isClosed === 'true').map((s) => s.id), ['closedwon', 'closedlost']);
});
for (const type of ['companies', 'contacts', 'deals', 'notes']) {
  await check(`${type}: a property group and unique property can be made once`, async () => {
    const known = await client.crm.properties.coreApi.getAll(type);
    if (!known.results.some((p) => p.name === 'entente_id')) {
      await client.crm.properties.groupsApi.create(type, { name: 'entente', label: 'Entente', displayOrder: -1 });
      const made = await client.crm.properties.coreApi.create(type, {
        name: 'entente_id', label: 'Entente id', groupName: 'entente', type: 'string', fieldType: 'text', hasUniqueValue: true,
      });
      equal([made.name, made.hasUniqueValue, made.type], ['entente_id', true, 'string']);
    }
    await refused(409, () => client.crm.properties.coreApi.create(type, {
      name: 'entente_id', label: 'Entente id', groupName: 'entente', type: 'string', fieldType: 'text', hasUniqueValue: true,
    }));
    equal((await client.crm.properties.coreApi.getByName(type, 'entente_id')).groupName, 'entente');
  });
}
await check('a choice property keeps its options; PATCH replaces them', async () => {
  const name = `choice_${run}`;
  await client.crm.properties.coreApi.create('deals', {
    name, label: 'Choice', groupName: 'entente', type: 'enumeration', fieldType: 'select',
    options: [{ label: 'A', value: 'a', displayOrder: 0, hidden: false }],
  });
  const changed = await client.crm.properties.coreApi.update('deals', name, {
    options: [{ label: 'B', value: 'b', displayOrder: 0, hidden: false }],
  });
  equal(changed.options.map((o) => o.value), ['b']);
  await client.crm.properties.coreApi.archive('deals', name);
  await refused(404, () => client.crm.properties.coreApi.getByName('deals', name));
});
await check('properties made in a batch: 201, then 207 when one exists', async () => {
  const inputs = ['entente_status', 'entente_protection_end'].map((name, i) => ({
    name: `${name}_${run}`, label: name, groupName: 'entente', type: i ? 'date' : 'string', fieldType: i ? 'date' : 'text',
  }));
  equal((await client.crm.properties.batchApi.create('deals', { inputs })).results.length, 2);
  equal((await client.crm.properties.batchApi.create('deals', { inputs })).numErrors, 2);
});
