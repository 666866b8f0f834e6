// The official HubSpot client against the sandbox: every call the spine needs, then a load of real companies in batches.
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Client } from '@hubspot/api-client';
import { check, equal, finish, ok, readCsv, refused, setting } from './harness.mjs';

const url = setting('hubspot-url', 'SANDBOX_HUBSPOT_URL', 'http://localhost:5081');
const token = setting('hubspot-token', 'SANDBOX_HUBSPOT_TOKEN', 'pat-sandbox-7b1f0c52-entente');
const suites = setting('suites', 'ENTENTE_SUITES', '../../../shared/suites');
const client = new Client({ accessToken: token, basePath: url });
const stranger = new Client({ accessToken: 'pat-wrong', basePath: url });
const { companies, contacts, deals } = client.crm;
const run = Date.now().toString(36);
const now = new Date().toISOString();

const admin = async (method, path, body) => {
  const answer = await fetch(`${url}/sandbox/admin${path}`, {
    method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.headers.get('content-type')?.includes('json') ? answer.json() : undefined;
};

// --- account, schema ---------------------------------------------------------------------------------------------------------
await check('a wrong token is 401 INVALID_AUTHENTICATION', async () => {
  const error = await refused(401, () => stranger.crm.companies.basicApi.getPage(1));
  equal(error.body.category, 'INVALID_AUTHENTICATION');
});
await check('the account tells its portal and time zone', async () => {
  const details = await (await client.apiRequest({ path: '/account-info/v3/details' })).json();
  ok(details.portalId > 0 && details.timeZone, JSON.stringify(details));
});
const owner = await check('owners are listed, with and without arguments', async () => {
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

// --- companies ---------------------------------------------------------------------------------------------------------------
const company = await check('a company is created, 201, every value a string', async () => {
  const made = await companies.basicApi.create({
    properties: { name: `Aldermere Foods ${run}`, domain: `aldermere-${run}.example`, numberofemployees: 120, entente_id: `acc_${run}`, hubspot_owner_id: owner.id },
  });
  equal(made.properties.numberofemployees, '120');
  equal(made.properties.hs_object_id, made.id);
  ok(made.createdAt instanceof Date && !Number.isNaN(made.createdAt.getTime()));
  return made;
});
await check('a second company with the same unique value is 409 and names the first', async () => {
  const error = await refused(409, () => companies.basicApi.create({ properties: { name: 'Twin', entente_id: `ACC_${run}` } }));
  equal(error.body.category, 'CONFLICT');
  ok(error.body.message.includes(`Existing ID: ${company.id}`), error.body.message);
});
await check('an unknown property in a write is 400 PROPERTY_DOESNT_EXIST', async () => {
  const error = await refused(400, () => companies.basicApi.create({ properties: { name: 'X', tierx: '1' } }));
  equal(error.body.errors[0].code, 'PROPERTY_DOESNT_EXIST');
  ok(JSON.parse(error.body.message.slice(error.body.message.indexOf('[')))[0].name === 'tierx');
});
await check('a company without name and domain is refused', () => refused(400, () => companies.basicApi.create({ properties: { city: 'Delft' } })));
await check('it reads back by id, asked properties only, unknown ones left out', async () => {
  const read = await companies.basicApi.getById(company.id, ['domain', 'nosuch']);
  equal(Object.keys(read.properties).sort(), ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id']);
});
await check('it reads back by its unique property', async () =>
  equal((await companies.basicApi.getById(`acc_${run}`, undefined, undefined, undefined, false, 'entente_id')).id, company.id));
await check('idProperty must be unique', () => refused(400, () => companies.basicApi.getById('x', undefined, undefined, undefined, false, 'city')));
await check('an unknown id is 404', () => refused(404, () => companies.basicApi.getById('10999999999')));
await check('update by id and by unique property', async () => {
  await companies.basicApi.update(company.id, { properties: { city: 'Delft' } });
  const read = await companies.basicApi.update(`acc_${run}`, { properties: { country: 'Netherlands' } }, 'entente_id');
  equal([read.properties.city, read.properties.country], ['Delft', 'Netherlands']);
  ok(read.updatedAt > company.createdAt);
});
await check('an empty string clears', async () => {
  await companies.basicApi.update(company.id, { properties: { city: '' } });
  equal((await companies.basicApi.getById(company.id, ['city'])).properties.city, null);
});
await check('a read-only property is refused', async () => {
  const error = await refused(400, () => companies.basicApi.update(company.id, { properties: { createdate: now } }));
  equal(error.body.errors[0].code, 'READ_ONLY_VALUE');
});
await check('a bad number, owner and lifecycle stage are refused by name', async () => {
  for (const [name, value, code] of [['numberofemployees', 'many', 'INVALID_INTEGER'], ['hubspot_owner_id', '1', 'INVALID_OWNER_ID'], ['lifecyclestage', 'friend', 'INVALID_OPTION']]) {
    const error = await refused(400, () => companies.basicApi.update(company.id, { properties: { [name]: value } }));
    equal(error.body.errors[0].code, code);
  }
});

// --- contacts, deals, notes --------------------------------------------------------------------------------------------------
const contact = await check('a contact is created and found by e-mail, in any case', async () => {
  const made = await contacts.basicApi.create({ properties: { email: `Jane.${run}@Aldermere.example`, firstname: 'Jane', lastname: 'Møller-Ōta' } });
  equal((await contacts.basicApi.getById(`jane.${run}@aldermere.example`, ['lastname'], undefined, undefined, false, 'email')).properties.lastname, 'Møller-Ōta');
  ok((await contacts.basicApi.getById(made.id)).properties.lastmodifieddate);
  return made;
});
await check('the same e-mail again is 409 with the existing id', async () => {
  const error = await refused(409, () => contacts.basicApi.create({ properties: { email: `jane.${run}@aldermere.example` } }));
  equal(error.body.message, `Contact already exists. Existing ID: ${contact.id}`);
});
await check('a contact is updated by e-mail', async () =>
  equal((await contacts.basicApi.update(`jane.${run}@aldermere.example`, { properties: { jobtitle: 'CFO' } }, 'email')).properties.jobtitle, 'CFO'));
await check('a bad e-mail is refused', async () => {
  const error = await refused(400, () => contacts.basicApi.create({ properties: { email: 'not an address' } }));
  equal(error.body.errors[0].code, 'INVALID_EMAIL');
});
const deal = await check('a deal is created with its company and contact in one call', async () => {
  const made = await deals.basicApi.create({
    properties: { dealname: `Aldermere 40 seats ${run}`, pipeline: 'default', dealstage: 'qualifiedtobuy', amount: '12000.50', closedate: '2026-12-31', entente_id: `dr_${run}` },
    associations: [
      { to: { id: company.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }] },
      { to: { id: contact.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }] },
    ],
  });
  equal([made.properties.amount, made.properties.closedate], ['12000.5', '2026-12-31T00:00:00.000Z']);
  const read = await deals.basicApi.getById(made.id, undefined, undefined, ['companies', 'contacts']);
  equal(read.associations.companies.results.map((r) => r.type), ['deal_to_company', 'deal_to_company_unlabeled']);
  equal(read.associations.contacts.results.map((r) => [r.id, r.type]), [[contact.id, 'deal_to_contact']]);
  return made;
});
await check('a deal needs a name and a stage of its pipeline', async () => {
  await refused(400, () => deals.basicApi.create({ properties: { dealname: 'X' } }));
  const error = await refused(400, () => deals.basicApi.create({ properties: { dealname: 'X', dealstage: 'nosuch' } }));
  equal(error.body.errors[0].code, 'INVALID_OPTION');
});
await check('an association to nothing creates nothing', async () => {
  const before = await admin('GET', '/counts');
  await refused(400, () => deals.basicApi.create({
    properties: { dealname: 'X', dealstage: 'qualifiedtobuy' },
    associations: [{ to: { id: '10999999999' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 341 }] }],
  }));
  equal((await admin('GET', '/counts')).deals, before.deals);
});
await check('propertiesWithHistory gives the time of the last change', async () => {
  const moved = await deals.basicApi.update(deal.id, { properties: { dealstage: 'contractsent' } });
  const read = await deals.basicApi.getById(deal.id, undefined, ['dealstage']);
  equal(read.propertiesWithHistory.dealstage[0].value, 'contractsent');
  equal(read.propertiesWithHistory.dealstage[0].timestamp.getTime(), moved.updatedAt.getTime());
});
const note = await check('a note is created on the deal, 201', async () => {
  const made = await client.crm.objects.notes.basicApi.create({
    properties: { hs_timestamp: now, hs_note_body: '<p>Registered by <b>Kestrel Quay</b> &amp; approved</p>', entente_id: `note_${run}` },
    associations: [{ to: { id: deal.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 214 }] }],
  });
  equal((await client.crm.objects.notes.basicApi.getById(made.id, ['hs_note_body'])).properties.hs_note_body, '<p>Registered by <b>Kestrel Quay</b> &amp; approved</p>');
  return made;
});
await check('a note needs a time', () => refused(400, () => client.crm.objects.notes.basicApi.create({ properties: { hs_note_body: 'x' } })));
await check('the generic objects API takes singular names and type ids', async () => {
  equal((await client.crm.objects.basicApi.getById('0-3', deal.id)).id, deal.id);
  equal((await client.crm.objects.basicApi.getById('deal', deal.id)).id, deal.id);
  await refused(400, () => client.crm.objects.basicApi.getById('2-999', deal.id));
});

// --- associations v4 ---------------------------------------------------------------------------------------------------------
const v4 = client.crm.associations.v4;
await check('the default association answers both directions, 200', async () => {
  const made = await v4.basicApi.createDefault('contacts', contact.id, 'companies', company.id);
  equal(made.results.map((r) => r.associationSpec.associationTypeId), [279, 280]);
});
await check('an association with types is 201, lists from both ends', async () => {
  const made = await v4.basicApi.create('notes', note.id, 'companies', company.id, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 190 }]);
  equal(made.toObjectId, company.id);
  const page = await v4.basicApi.getPage('companies', company.id, 'notes', undefined, 500);
  equal(page.results.map((r) => [r.toObjectId, r.associationTypes.map((t) => t.typeId)]), [[note.id, [189]]]);
});
await check('a deal tells its primary company', async () => {
  const page = await v4.basicApi.getPage('deals', deal.id, 'companies');
  equal(page.results[0].associationTypes.map((t) => [t.typeId, t.label]), [[5, 'Primary'], [341, null]]);
});
await check('an association type of another pair is refused', () =>
  refused(400, () => v4.basicApi.create('deals', deal.id, 'companies', company.id, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }])));
await check('batch associate default 200, batch create 201, batch read 200 or 207', async () => {
  const other = await companies.basicApi.create({ properties: { name: `Second ${run}` } });
  equal((await v4.batchApi.createDefault('deals', 'companies', { inputs: [{ _from: { id: deal.id }, to: { id: other.id } }] })).results.length, 2);
  const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 341 }];
  equal((await v4.batchApi.create('deals', 'companies', { inputs: [{ _from: { id: deal.id }, to: { id: other.id }, types }] })).results[0].toObjectId, other.id);
  const read = await v4.batchApi.getPage('deals', 'companies', { inputs: [{ id: deal.id }, { id: '30999999999' }] });
  equal([read.results[0].to.length, read.numErrors], [2, 1]);
  await v4.batchApi.archive('deals', 'companies', { inputs: [{ _from: { id: deal.id }, to: [{ id: other.id }] }] });
  equal((await v4.basicApi.getPage('deals', deal.id, 'companies')).results.length, 1);
});
await check('an association is removed, 204, twice', async () => {
  await v4.basicApi.archive('notes', note.id, 'companies', company.id);
  await v4.basicApi.archive('notes', note.id, 'companies', company.id);
  equal((await v4.basicApi.getPage('notes', note.id, 'companies')).results, []);
});
await check('the labels of a pair', async () =>
  equal((await v4.schema.definitionsApi.getAll('deals', 'companies')).results.map((r) => r.typeId), [5, 341]));

// --- batches -----------------------------------------------------------------------------------------------------------------
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

// --- search ------------------------------------------------------------------------------------------------------------------
const search = (api, filters, more = {}) => api.searchApi.doSearch({ filterGroups: filters.length ? [{ filters }] : [], properties: [], limit: 100, after: '0', sorts: [], ...more });
await check('search by equality, without regard to case', async () =>
  equal((await search(companies, [{ propertyName: 'domain', operator: 'EQ', value: `ALDERMERE-${run}.example` }])).results.map((r) => r.id), [company.id]));
await check('search by change time, ascending, from an instant on', async () => {
  const since = company.createdAt.getTime().toString();
  const found = await search(deals, [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: since }], { sorts: ['hs_lastmodifieddate'] });
  const times = found.results.map((r) => r.updatedAt.getTime());
  ok(found.results.some((r) => r.id === deal.id));
  equal(times, [...times].sort((a, b) => a - b));
});
await check('IN wants lower case, tokens take stars, HAS_PROPERTY, BETWEEN', async () => {
  const domain = `aldermere-${run}.example`;
  equal((await search(companies, [{ propertyName: 'domain', operator: 'IN', values: [domain] }])).total, 1);
  equal((await search(companies, [{ propertyName: 'domain', operator: 'IN', values: [domain.toUpperCase()] }])).total, 0);
  ok((await search(companies, [{ propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'alderm*' }])).total >= 1);
  ok((await search(deals, [{ propertyName: 'amount', operator: 'BETWEEN', value: '12000', highValue: '12001' }, { propertyName: 'entente_id', operator: 'EQ', value: `dr_${run}` }])).total === 1);
  equal((await search(companies, [{ propertyName: 'city', operator: 'NOT_HAS_PROPERTY' }, { propertyName: 'entente_id', operator: 'EQ', value: `acc_${run}` }])).total, 1);
});
await check('search by association', async () =>
  equal((await search(deals, [{ propertyName: 'associations.company', operator: 'EQ', value: company.id }])).results.map((r) => r.id), [deal.id]));
await check('free text finds beginnings of words', async () =>
  equal((await search(companies, [], { query: `alder ${run}` })).results.map((r) => r.id), [company.id]));
await check('search keeps its limits: 201 a page, 10,000 deep, 7 filters, 6 groups, two sorts, 3,000 characters', async () => {
  const f = { propertyName: 'name', operator: 'HAS_PROPERTY' };
  await refused(400, () => search(companies, [f], { limit: 201 }));
  await refused(400, () => search(companies, [f], { after: '10000' }));
  await refused(400, () => search(companies, Array(7).fill(f)));
  await refused(400, () => search(companies, [], { filterGroups: Array(6).fill({ filters: [f] }) }));
  await refused(400, () => search(companies, [f], { sorts: ['name', 'domain'] }));
  await refused(400, () => search(companies, [{ ...f, operator: 'EQ', value: 'x'.repeat(3000) }]));
  await refused(400, () => search(companies, [{ ...f, propertyName: 'nosuch' }]));
});

// --- archive, faults, headers, dated paths -----------------------------------------------------------------------------------
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

// --- webhooks ----------------------------------------------------------------------------------------------------------------
await check('a change arrives as a signed webhook', async () => {
  const received = [];
  let refusals = 1;
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c)).on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), at: Date.now() });
      response.writeHead(refusals-- > 0 ? 500 : 200).end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const targetUrl = `http://127.0.0.1:${server.address().port}/hooks/w?x=%2Fa`;
  try {
    await admin('PUT', '/webhooks', { targetUrl, appSecret: 'yyyyyyyy-yyyy' });
    const sent = Date.now();
    await deals.basicApi.update(deal.id, { properties: { amount: '777', closedate: '2027-01-31' } });
    while (received.length < 2 && Date.now() - sent < 4000) await new Promise((resolve) => { setTimeout(resolve, 10); });
    ok(received.length >= 2, 'no webhook, or no retry after a 500');
    ok(received[0].at - sent < 1000, `${received[0].at - sent} ms until the webhook`);
    const { headers, body } = received[1];
    const base = `POST${targetUrl.replace('%2F', '/')}${body}${headers['x-hubspot-request-timestamp']}`;
    equal(headers['x-hubspot-signature-v3'], createHmac('sha256', 'yyyyyyyy-yyyy').update(base).digest('base64'));
    const events = JSON.parse(body);
    const amount = events.find((e) => e.propertyName === 'amount');
    equal([amount.subscriptionType, amount.objectId, amount.propertyValue, amount.attemptNumber], ['deal.propertyChange', Number(deal.id), '777', 1]);
    equal(events.find((e) => e.propertyName === 'closedate').propertyValue, String(Date.UTC(2027, 0, 31)));
  } finally {
    await admin('DELETE', '/webhooks');
    server.close();
  }
});

// --- real companies ----------------------------------------------------------------------------------------------------------
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

finish();
