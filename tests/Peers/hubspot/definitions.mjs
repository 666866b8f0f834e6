// What an administrator defines: properties, groups, rules, pipelines, object types, currencies.
import { check, equal, ok, refused } from '../harness.mjs';
import { client, deals, run } from './common.mjs';
import { company } from './records.mjs';

const { pipelines, properties, schemas } = client.crm;
const get = async (path) => (await client.apiRequest({ path })).json();

await check('groups are made, renamed, listed, and removed when empty', async () => {
  const name = `group_${run}`;
  await properties.groupsApi.create('deals', { name, label: 'Before', displayOrder: -1 });
  equal((await properties.groupsApi.update('deals', name, { label: 'After' })).label, 'After');
  equal((await properties.groupsApi.getByName('deals', name)).label, 'After');
  ok((await properties.groupsApi.getAll('deals')).results.some((g) => g.name === name));
  await properties.groupsApi.archive('deals', name);
  await refused(404, () => properties.groupsApi.getByName('deals', name));
});
await check('every type of property takes its values and refuses others', async () => {
  const types = [['string', 'textarea', 'x'], ['number', 'number', '1.5', 'many'], ['date', 'date', '2026-11-20', '1763632800123'], ['datetime', 'date', now(), 'soon'],
    ['bool', 'booleancheckbox', 'true', 'perhaps'], ['enumeration', 'select', 'a', 'z'], ['enumeration', 'checkbox', 'a;b', 'a;z'], ['phone_number', 'phonenumber', '+32 2 555']];
  for (const [i, [type, fieldType, good, bad]] of types.entries()) {
    const name = `t${i}_${run}`;
    const options = type === 'enumeration' ? ['a', 'b', 'c'].map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })) : undefined;
    const made = await properties.coreApi.create('deals', { name, label: name, groupName: 'dealinformation', type, fieldType, options });
    ok(made.createdAt instanceof Date && made.modificationMetadata);
    const deal = await deals.basicApi.create({ properties: { dealname: 'T', dealstage: 'qualifiedtobuy', [name]: good } });
    equal(deal.properties[name], good);
    if (fieldType === 'checkbox') equal((await deals.basicApi.update(deal.id, { properties: { [name]: ';c' } })).properties[name], 'a;b;c');
    if (bad) await refused(400, () => deals.basicApi.update(deal.id, { properties: { [name]: bad } }));
  }
  await properties.batchApi.archive('deals', { inputs: types.map((_, i) => ({ name: `t${i}_${run}` })) });
  equal((await properties.batchApi.read('deals', { archived: false, inputs: [{ name: 'dealname' }, { name: `t0_${run}` }] })).results.length, 1);
});
await check('a property with options given twice, of an unknown group or a wrong name is refused', async () => {
  const base = { name: `bad_${run}`, label: 'Bad', groupName: 'dealinformation', type: 'enumeration', fieldType: 'select' };
  const option = { label: 'A', value: 'a', displayOrder: 0, hidden: false };
  await refused(400, () => properties.coreApi.create('deals', { ...base, options: [option, option] }));
  await refused(400, () => properties.coreApi.create('deals', { ...base, groupName: 'nosuch', options: [] }));
  await refused(400, () => properties.coreApi.create('deals', { ...base, name: 'Bad-Name', options: [] }));
  await refused(400, () => properties.coreApi.create('deals', { ...base, type: 'date' }));
  await refused(400, () => properties.coreApi.archive('deals', 'dealname'));
});
await check('validation rules are enforced', async () => {
  const name = `ruled_${run}`;
  await properties.coreApi.create('deals', { name, label: 'Ruled', groupName: 'dealinformation', type: 'string', fieldType: 'text' });
  await client.apiRequest({ method: 'PUT', path: `/crm/v3/property-validations/0-3/${name}/rule-type/MAX_LENGTH`, body: { ruleArguments: ['3'] } });
  equal((await get(`/crm/v3/property-validations/0-3/${name}`)).propertyValidationRules, [{ ruleType: 'MAX_LENGTH', ruleArguments: ['3'] }]);
  await refused(400, () => deals.basicApi.create({ properties: { dealname: 'R', dealstage: 'qualifiedtobuy', [name]: 'four' } }));
});
await check('pipelines: made 201, changed, replaced, audited, deleted 204', async () => {
  const stage = (label, probability, displayOrder) => ({ label, displayOrder, metadata: { probability } });
  const made = await pipelines.pipelinesApi.create('deals', { label: `Partner ${run}`, displayOrder: 1, stages: [stage('Registered', '0.1', 0), stage('Won', '1.0', 1)] });
  equal(made.stages.map((s) => [s.label, s.metadata.isClosed]), [['Registered', 'false'], ['Won', 'true']]);
  equal((await pipelines.pipelinesApi.update('deals', made.id, { label: `Partners ${run}` })).label, `Partners ${run}`);
  const added = await pipelines.pipelineStagesApi.create('deals', made.id, stage('Approved', '0.5', 1));
  equal((await pipelines.pipelineStagesApi.getAll('deals', made.id)).results.map((s) => s.label), ['Registered', 'Approved', 'Won']);
  equal((await pipelines.pipelineStagesApi.update('deals', made.id, added.id, { label: 'Agreed', metadata: {} })).metadata.probability, '0.5');
  await pipelines.pipelineStagesApi.replace('deals', made.id, added.id, stage('Protected', '0.6', 1));
  equal((await pipelines.pipelineStagesApi.getById('deals', made.id, added.id)).label, 'Protected');
  const deal = await deals.basicApi.create({ properties: { dealname: 'P', dealstage: added.id } });
  equal(deal.properties.pipeline, made.id);
  const used = await refused(409, () => pipelines.pipelineStagesApi.archive('deals', made.id, added.id));
  equal(used.body.subCategory, 'PipelineError.STAGE_ID_IN_USE');
  await deals.basicApi.archive(deal.id);
  await pipelines.pipelineStagesApi.archive('deals', made.id, added.id);
  equal((await pipelines.pipelinesApi.replace('deals', made.id, { label: `Final ${run}`, displayOrder: 2, stages: [stage('Only', '0.2', 0)] })).stages.length, 1);
  ok((await pipelines.pipelineAuditsApi.getAudit('deals', made.id)).results.map((r) => r.action).includes('CREATE'));
  equal((await pipelines.pipelineStageAuditsApi.getAudit('deals', added.id)).results.map((r) => r.action), ['CREATE', 'UPDATE', 'UPDATE', 'DELETE']);
  await pipelines.pipelinesApi.archive('deals', made.id);
  await refused(404, () => pipelines.pipelinesApi.getById('deals', made.id));
});
await check('tickets and leads have their own pipelines', async () => {
  equal((await pipelines.pipelinesApi.getById('tickets', '0')).stages.map((s) => s.metadata.ticketState), ['OPEN', 'OPEN', 'OPEN', 'CLOSED']);
  equal((await pipelines.pipelinesApi.getAll('leads')).results[0].stages.length, 5);
  await refused(400, () => pipelines.pipelinesApi.getAll('contacts'));
});
await check('an object type of our own lives like any other', async () => {
  const name = `program_${run}`;
  const property = (p, more) => ({ name: p, label: p, type: 'string', fieldType: 'text', ...more });
  const made = await schemas.coreApi.create({
    name, labels: { singular: 'Program', plural: 'Programs' }, primaryDisplayProperty: 'title', requiredProperties: ['title'], searchableProperties: ['title'],
    properties: [property('title'), property('code', { hasUniqueValue: true })], associatedObjects: ['COMPANY'],
  });
  equal(made.fullyQualifiedName, `p4411_${name}`);
  ok(made.properties.some((p) => p.name === 'title') && made.associations.length > 0);
  equal((await schemas.coreApi.getById(name)).objectTypeId, made.objectTypeId);
  equal((await schemas.coreApi.update(made.objectTypeId, { labels: { singular: 'Programme', plural: 'Programmes' } })).labels.singular, 'Programme');
  ok((await schemas.coreApi.getAll()).results.some((s) => s.name === name));
  const link = await schemas.coreApi.createAssociation(made.objectTypeId, { fromObjectTypeId: made.objectTypeId, toObjectTypeId: '0-3' });
  await schemas.coreApi.archiveAssociation(made.objectTypeId, link.id);
  await refused(400, () => client.crm.objects.basicApi.create(name, { properties: { code: 'c' } }));
  const record = await client.crm.objects.basicApi.create(`p4411_${name}`, { properties: { title: 'Gold', code: 'g' } });
  equal((await client.crm.objects.basicApi.getById(made.objectTypeId, 'g', ['title'], undefined, undefined, false, 'code')).properties.title, 'Gold');
  await client.crm.associations.v4.basicApi.createDefault(name, record.id, 'companies', company.id);
  equal((await client.crm.associations.v4.basicApi.getPage('companies', company.id, name)).results[0].toObjectId, record.id);
  await refused(400, () => schemas.coreApi.archive(name));
  await client.crm.objects.basicApi.archive(name, record.id);
  await schemas.coreApi.archive(name);
  await refused(404, () => schemas.coreApi.getById(name));
});
await check('deals carry their currency, the rate and the amount at home', async () => {
  equal((await get('/settings/v3/currencies/company-currency')).currencyCode, 'EUR');
  const made = await client.apiRequest({ method: 'POST', path: '/settings/v3/currencies/exchange-rates', body: { fromCurrencyCode: 'SEK', conversionRate: 0.1 } });
  equal(made.status, 201);
  ok((await get('/settings/v3/currencies/exchange-rates/current')).results.some((r) => r.fromCurrencyCode === 'SEK'));
  ok((await get('/settings/v3/currencies/codes')).results.length > 10);
  ok((await get('/account-info/v3/details')).additionalCurrencies.includes('SEK'));
  const deal = await deals.basicApi.create({ properties: { dealname: 'Kronor', dealstage: 'qualifiedtobuy', amount: '1000', deal_currency_code: 'SEK' } });
  equal([deal.properties.hs_exchange_rate, deal.properties.amount_in_home_currency], ['0.1', '100']);
  await refused(400, () => deals.basicApi.update(deal.id, { properties: { deal_currency_code: 'JPY' } }));
  await refused(400, () => deals.basicApi.update(deal.id, { properties: { amount_in_home_currency: '1' } }));
});

function now() {
  return '2026-11-20T10:00:00.000Z';
}
