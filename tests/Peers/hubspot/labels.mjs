// Association labels of the account's own, parent companies, and version 3.
import { check, equal, ok, refused } from '../harness.mjs';
import { client, companies, run } from './common.mjs';
import { company, contact, deal } from './records.mjs';

const { v4 } = client.crm.associations;
const own = (associationTypeId) => ({ associationCategory: 'USER_DEFINED', associationTypeId });
const labels = async (a, id, b, other) =>
  (await v4.basicApi.getPage(a, id, b)).results.find((r) => r.toObjectId === other).associationTypes.map((t) => t.label).filter((l) => l && l !== 'Primary').sort();

const partner = await companies.basicApi.create({ properties: { name: `Partner ${run}` } });
const [sold, resold] = await check('a label is made in both directions, 200', async () => {
  const made = await v4.schema.definitionsApi.create('deals', 'companies', { name: `reseller_${run}`, label: 'Reseller', inverseLabel: 'Resold deal' });
  equal(made.results.map((r) => [r.category, r.label]), [['USER_DEFINED', 'Reseller'], ['USER_DEFINED', 'Resold deal']]);
  return made.results.map((r) => r.typeId);
});
const second = await check('a second label beside it', async () =>
  (await v4.schema.definitionsApi.create('deals', 'companies', { name: `referrer_${run}`, label: 'Referrer' })).results[0].typeId);
await check('a label name is taken once and needs its form', async () => {
  await refused(409, () => v4.schema.definitionsApi.create('deals', 'companies', { name: `reseller_${run}`, label: 'Again' }));
  await refused(400, () => v4.schema.definitionsApi.create('deals', 'companies', { name: '1-a', label: 'Again' }));
});
await check('a labelled association tells its label from both ends', async () => {
  const made = await v4.basicApi.create('deals', deal.id, 'companies', partner.id, [own(sold)]);
  equal(made.labels, ['Reseller']);
  equal(await labels('deals', deal.id, 'companies', partner.id), ['Reseller']);
  equal(await labels('companies', partner.id, 'deals', deal.id), ['Resold deal']);
  const read = await client.crm.deals.basicApi.getById(deal.id, undefined, undefined, ['companies']);
  ok(read.associations.companies.results.some((r) => r.id === partner.id && r.type === 'reseller'), JSON.stringify(read.associations));
});
await check('PUT replaces the labels; the union keeps both', async () => {
  await v4.basicApi.create('deals', deal.id, 'companies', partner.id, [own(second)]);
  equal(await labels('deals', deal.id, 'companies', partner.id), ['Referrer']);
  await v4.basicApi.create('companies', partner.id, 'deals', deal.id, [own(resold)]);
  equal(await labels('deals', deal.id, 'companies', partner.id), ['Reseller']);
  await v4.batchApi.create('deals', 'companies', { inputs: [{ _from: { id: deal.id }, to: { id: partner.id }, types: [own(sold), own(second)] }] });
  equal(await labels('deals', deal.id, 'companies', partner.id), ['Referrer', 'Reseller']);
});
await check('labels are archived one by one; the unlabelled type takes the whole association', async () => {
  const input = (types) => ({ inputs: [{ _from: { id: deal.id }, to: { id: partner.id }, types }] });
  await v4.batchApi.archiveLabels('deals', 'companies', input([own(second)]));
  equal(await labels('deals', deal.id, 'companies', partner.id), ['Reseller']);
  await v4.batchApi.archiveLabels('deals', 'companies', input([{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 341 }]));
  ok(!(await v4.basicApi.getPage('deals', deal.id, 'companies')).results.some((r) => r.toObjectId === partner.id));
});
await check('a label is renamed and removed, 204', async () => {
  await v4.schema.definitionsApi.update('deals', 'companies', { associationTypeId: second, label: 'Introducer' });
  const all = (await v4.schema.definitionsApi.getAll('deals', 'companies')).results;
  equal(all.find((r) => r.typeId === second).label, 'Introducer');
  await v4.schema.definitionsApi.remove('deals', 'companies', second);
  ok(!(await v4.schema.definitionsApi.getAll('deals', 'companies')).results.some((r) => r.typeId === second));
  await refused(400, () => v4.basicApi.create('deals', deal.id, 'companies', partner.id, [own(second)]));
});
await check('parent and child company see each other so', async () => {
  await v4.basicApi.create('companies', company.id, 'companies', partner.id, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 13 }]);
  equal((await v4.basicApi.getPage('companies', company.id, 'companies')).results[0].associationTypes.map((t) => t.typeId), [13, 450]);
  equal((await v4.basicApi.getPage('companies', partner.id, 'companies')).results[0].associationTypes.map((t) => t.typeId), [14, 450]);
});
await check('version 3: types by name, batch create, read, archive', async () => {
  const v3 = client.crm.associations;
  ok((await v3.schema.typesApi.getAll('contacts', 'deals')).results.some((t) => t.name === 'contact_to_deal'));
  const input = { _from: { id: contact.id }, to: { id: deal.id } };
  equal((await v3.batchApi.create('contacts', 'deals', { inputs: [{ ...input, type: 'contact_to_deal' }] })).results[0].type, 'contact_to_deal');
  equal((await v3.batchApi.read('contacts', 'deals', { inputs: [{ id: contact.id }] })).results[0].to.map((t) => t.id), [deal.id]);
  await v3.batchApi.archive('contacts', 'deals', { inputs: [{ ...input, type: 'contact_to_deal' }] });
  equal((await v4.basicApi.getPage('contacts', contact.id, 'deals')).results, []);
  await v4.basicApi.createDefault('contacts', contact.id, 'deals', deal.id);
});
