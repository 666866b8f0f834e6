// Associations, version 4, of HubSpot's own types.
import { check, equal, refused } from '../harness.mjs';
import { client, companies, run } from './common.mjs';
import { company, contact, deal, note } from './records.mjs';

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
  equal((await v4.batchApi.getPage('deals', 'companies', { inputs: [{ id: deal.id }] })).results[0].to.length, 2);
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
