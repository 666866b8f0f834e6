// Every kind of object, each through its whole life: one at a time, in batches, by search, archived.
import { check, equal, ok, refused } from '../harness.mjs';
import { client, now, run, search } from './common.mjs';
import { company, contact, deal } from './records.mjs';

const { objects, lineItems, products, tickets } = client.crm;
const to = (id, associationTypeId) => ({ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] });
const activity = (more) => ({ hs_timestamp: now, ...more });

const kinds = [
  ['companies', client.crm.companies, { name: `Whole ${run}`, domain: `whole-${run}.example` }, { city: 'Ghent' }, []],
  ['contacts', client.crm.contacts, { firstname: `Whole ${run}` }, { jobtitle: 'Buyer' }, [to(company.id, 279)]],
  ['deals', client.crm.deals, { dealname: `Whole ${run}`, dealstage: 'qualifiedtobuy' }, { amount: '12' }, [to(company.id, 341)]],
  ['leads', objects.leads, { hs_lead_name: `Lead ${run}`, hs_lead_label: 'WARM' }, { hs_lead_label: 'HOT' }, [to(contact.id, 578)]],
  ['tasks', objects.tasks, activity({ hs_task_subject: `Call ${run}`, hs_task_status: 'NOT_STARTED', hs_task_priority: 'HIGH' }), { hs_task_status: 'COMPLETED' }, [to(deal.id, 216)]],
  ['emails', objects.emails, activity({ hs_email_subject: `Terms ${run}`, hs_email_direction: 'EMAIL', hs_email_text: 'Dear all' }), { hs_email_status: 'SENT' }, [to(contact.id, 198)]],
  ['meetings', objects.meetings, activity({ hs_meeting_title: `Kick-off ${run}`, hs_meeting_start_time: now }), { hs_meeting_outcome: 'COMPLETED' }, [to(company.id, 188)]],
  ['calls', objects.calls, activity({ hs_call_title: `Check ${run}`, hs_call_duration: '60000' }), { hs_call_status: 'COMPLETED' }, [to(deal.id, 206)]],
  ['notes', objects.notes, activity({ hs_note_body: `Word ${run}` }), { hs_note_body: `Words ${run}` }, [to(company.id, 190)]],
  ['tickets', tickets, { subject: `Help ${run}`, hs_pipeline: '0', hs_pipeline_stage: '1' }, { hs_pipeline_stage: '4' }, [to(company.id, 26)]],
  ['products', products, { name: `Seat ${run}`, price: '12.5' }, { price: '13' }, []],
  ['line_items', lineItems, { name: `40 seats ${run}`, quantity: '40', price: '12.5' }, { quantity: '41' }, [to(deal.id, 20)]],
];
for (const [type, api, properties, change, associations] of kinds) {
  const shown = [...Object.keys(properties), ...Object.keys(change)];
  const made = await check(`${type}: created 201, read, listed, changed`, async () => {
    const created = await api.basicApi.create({ properties, associations });
    equal((await api.basicApi.getById(created.id, shown)).properties.hs_object_id, created.id);
    ok((await api.basicApi.getPage(100)).results.length >= 1);
    const [name, value] = Object.entries(change)[0];
    equal((await api.basicApi.update(created.id, { properties: change })).properties[name], value);
    equal((await api.basicApi.getById(created.id, undefined, [name])).propertiesWithHistory[name][0].value, value);
    return created;
  });
  await check(`${type}: batches create 201, read, update, upsert, archive`, async () => {
    await client.crm.properties.coreApi.create(type, { name: `key_${run}`, label: 'Key', groupName: (await client.crm.properties.groupsApi.getAll(type)).results[0].name, type: 'string', fieldType: 'text', hasUniqueValue: true });
    const inputs = [1, 2].map((i) => ({ properties: { ...properties, [`key_${run}`]: `${type}${i}` }, associations }));
    const batch = await api.batchApi.create({ inputs });
    const ids = batch.results.map((r) => ({ id: r.id }));
    equal((await api.batchApi.read({ properties: shown, propertiesWithHistory: [], inputs: ids })).results.length, 2);
    equal((await api.batchApi.update({ inputs: ids.map(({ id }) => ({ id, properties: change })) })).results.length, 2);
    const upserted = await api.batchApi.upsert({ inputs: [{ idProperty: `key_${run}`, id: `${type}2`, properties: change }] });
    equal([upserted.results[0]._new, upserted.results[0].id], [false, ids[1].id]);
    await api.batchApi.archive({ inputs: ids });
    await refused(404, () => api.basicApi.getById(ids[0].id));
  });
  await check(`${type}: found by search, archived 204, then gone`, async () => {
    equal((await search(api, [{ propertyName: 'hs_object_id', operator: 'EQ', value: made.id }])).results.map((r) => r.id), [made.id]);
    await api.basicApi.archive(made.id);
    await api.basicApi.archive(made.id);
    equal((await search(api, [{ propertyName: 'hs_object_id', operator: 'EQ', value: made.id }])).total, 0);
  });
}
await check('what has an iterator of its own is walked', async () => {
  for (const api of [client.crm.companies, client.crm.contacts, client.crm.deals, tickets, products, lineItems]) ok(Array.isArray(await api.getAll()));
});
await check('choices, times and associations are asked of activities and leads', async () => {
  await refused(400, () => objects.tasks.basicApi.create({ properties: activity({ hs_task_status: 'SOON' }) }));
  await refused(400, () => objects.calls.basicApi.create({ properties: { hs_call_title: 'No time' } }));
  await refused(400, () => objects.leads.basicApi.create({ properties: { hs_lead_name: 'Of nobody' } }));
  await refused(400, () => tickets.basicApi.create({ properties: { subject: 'X', hs_pipeline_stage: 'nosuch' } }));
  await refused(400, () => objects.notes.basicApi.getPage(10, undefined, undefined, undefined, undefined, true));
});
await check('a lead that loses its last contact goes with it', async () => {
  const lead = await objects.leads.basicApi.create({ properties: { hs_lead_name: 'Short' }, associations: [to(contact.id, 578)] });
  await client.crm.associations.v4.basicApi.archive('leads', lead.id, 'contacts', contact.id);
  await refused(404, () => objects.leads.basicApi.getById(lead.id));
});
await check('the generic objects API does all of it by type', async () => {
  const type = 'companies';
  const { basicApi, batchApi } = objects;
  const made = await basicApi.create(type, { properties: { name: `Generic ${run}` } });
  equal((await basicApi.update(type, made.id, { properties: { city: 'Bruges' } })).properties.city, 'Bruges');
  ok((await basicApi.getPage(type, 5)).results.length > 0);
  equal((await objects.searchApi.doSearch(type, { filterGroups: [{ filters: [{ propertyName: 'city', operator: 'EQ', value: 'bruges' }] }], limit: 1, after: '0', sorts: [], properties: [] })).total >= 1, true);
  const batch = await batchApi.create(type, { inputs: [{ properties: { name: 'A' } }] });
  const ids = { inputs: [{ id: batch.results[0].id }] };
  equal((await batchApi.read(type, { ...ids, properties: [], propertiesWithHistory: [] })).results.length, 1);
  await batchApi.update(type, { inputs: [{ id: ids.inputs[0].id, properties: { name: 'B' } }] });
  equal((await batchApi.upsert(type, { inputs: [{ idProperty: 'entente_id', id: `gen_${run}`, properties: { name: 'C' } }] })).results[0]._new, true);
  await batchApi.archive(type, ids);
  await basicApi.archive(type, made.id);
});
