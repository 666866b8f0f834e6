// Archive, faults on demand, headers, dated paths.
import { check, equal, ok, refused } from '../harness.mjs';
import { admin, client, companies, deals, run, search } from './common.mjs';
import { deal } from './records.mjs';

await check('an archived deal is gone from reads and search, its unique value is free', async () => {
  const made = await deals.basicApi.create({ properties: { dealname: 'Gone', dealstage: 'qualifiedtobuy', entente_id: `gone_${run}` } });
  await deals.basicApi.archive(made.id);
  await deals.basicApi.archive(made.id);
  await refused(404, () => deals.basicApi.getById(made.id));
  equal((await search(deals, [{ propertyName: 'entente_id', operator: 'EQ', value: `gone_${run}` }])).total, 0);
  await deals.basicApi.create({ properties: { dealname: 'Back', dealstage: 'qualifiedtobuy', entente_id: `gone_${run}` } });
});
await check('429, 500 and 401 on demand, with their bodies', async () => {
  const one = async (fault) => {
    await admin('POST', '/faults', { protocol: 'hubSpot', calls: 1, fault });
    try { await companies.basicApi.getPage(1); } catch (error) { return error; }
    throw new Error(`${fault} did not happen`);
  };
  const limited = await one('rateLimited');
  equal([limited.code, limited.body.policyName, limited.body.errorType], [429, 'TEN_SECONDLY_ROLLING', 'RATE_LIMIT']);
  equal((await one('serverError')).code, 500);
  equal((await one('unauthorized')).body.category, 'EXPIRED_AUTHENTICATION');
  ok((await companies.basicApi.getPage(1)).results);
});
await check('a lost answer has done its work', async () => {
  await admin('POST', '/faults', { protocol: 'hubSpot', calls: 1, fault: 'lostAnswer' });
  await refused(500, () => companies.basicApi.create({ properties: { name: 'Lost', entente_id: `lost_${run}` } }));
  equal((await companies.basicApi.getById(`lost_${run}`, ['name'], undefined, undefined, false, 'entente_id')).properties.name, 'Lost');
});
await check('rate headers on calls, none on search, a correlation id on both', async () => {
  const list = await client.apiRequest({ path: '/crm/v3/objects/companies?limit=1' });
  ok(Number(list.headers.get('x-hubspot-ratelimit-max')) > 0 && list.headers.get('x-hubspot-correlation-id'));
  const found = await client.apiRequest({ method: 'POST', path: '/crm/v3/objects/companies/search', body: { limit: 1 } });
  ok(found.headers.get('x-hubspot-ratelimit-max') === null && found.headers.get('x-hubspot-correlation-id'));
});
await check('dated paths reach the same records', async () => {
  for (const path of [`/crm/objects/2026-03/deals/${deal.id}`, `/crm/properties/2026-09/deals/entente_id`, '/crm/pipelines/2026-09/deals', '/crm/owners/2026-09',
    '/account-info/2026-09/details', `/crm/objects/2026-09/deals/${deal.id}/associations/companies`, '/crm/associations/2026-09/deals/companies/labels']) {
    equal((await client.apiRequest({ path })).status, 200);
  }
});
