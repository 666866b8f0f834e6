// Files in and out: imports make, change and refuse rows; exports write what a list or a search holds.
import { createRequire } from 'node:module';
import { check, equal, ok, refused } from '../harness.mjs';
import { client, companies, contacts, run, until } from './common.mjs';
import { company } from './records.mjs';

// This release of the client cannot write the body of an export, which is one of two kinds: its class for either has no attributes. It is given both kinds'.
const model = (name) => createRequire(import.meta.url)(`@hubspot/api-client/lib/codegen/crm/exports/models/${name}.js`);
model('PublicExportRequest').PublicExportRequestClass.getAttributeTypeMap = () =>
  ['PublicExportListRequest', 'PublicExportViewRequest'].flatMap((name) => model(name)[name].getAttributeTypeMap());

const { coreApi, publicImportsApi } = client.crm.imports;
const { publicExportsApi } = client.crm.exports;
const column = (columnObjectTypeId, columnName, propertyName, columnType) => ({ columnObjectTypeId, columnName, propertyName, columnType });
const upload = (name, columnMappings, rows, more = {}) => {
  const fileName = `${name}.csv`;
  const order = { name, files: [{ fileName, fileFormat: 'CSV', fileImportPage: { hasHeader: true, columnMappings } }], ...more };
  const lines = [columnMappings.map((c) => c.columnName), ...rows].map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(','));
  return coreApi.create({ data: Buffer.from(`${lines.join('\r\n')}\r\n`), name: fileName }, JSON.stringify(order));
};
const ended = (id) => until(`import ${id}`, async () => {
  const seen = await coreApi.getById(id);
  return ['DONE', 'FAILED', 'CANCELED'].includes(seen.state) ? seen : undefined;
});
const domain = `import-${run}.example`;
const both = [
  column('0-2', 'Company', 'name'), column('0-2', 'Site', 'domain', 'HUBSPOT_ALTERNATE_ID'),
  column('0-1', 'E-mail', 'email', 'HUBSPOT_ALTERNATE_ID'), column('0-1', 'First name', 'firstname'), column('0-1', 'Notes to self', undefined),
];

const first = await check('a file is taken, 200 STARTED, and becomes records that belong together', async () => {
  const made = await upload(`Fair ${run}`, both, [
    ['Marl "Dry" Goods, Ltd', domain, `a.${run}@${domain}`, 'Ada', 'met'],
    ['', domain, `b.${run}@${domain}`, 'Ben', ''],
  ]);
  equal([made.state, made.importSource, made.mappedObjectTypeIds], ['STARTED', 'API', ['0-2', '0-1']]);
  const { state, metadata: { counters } } = await ended(made.id);
  equal([state, counters.TOTAL_ROWS, counters.CREATED_OBJECTS, counters.UPDATED_OBJECTS, counters.ERRORS], ['DONE', 2, 3, 1, 0]);
  const ada = await contacts.basicApi.getById(`a.${run}@${domain}`, ['firstname'], undefined, ['companies'], false, 'email');
  const ben = await contacts.basicApi.getById(`b.${run}@${domain}`, ['firstname'], undefined, ['companies'], false, 'email');
  equal([ada.properties.firstname, ben.properties.firstname], ['Ada', 'Ben']);
  const [there] = ada.associations.companies.results;
  equal(ben.associations.companies.results[0].id, there.id);
  const read = await companies.basicApi.getById(there.id, ['name', 'domain'], ['name']);
  equal([read.properties.name, read.properties.domain], ['Marl "Dry" Goods, Ltd', domain]);
  equal([read.propertiesWithHistory.name[0].sourceType, read.propertiesWithHistory.name[0].sourceId], ['IMPORT', made.id]);
  return made;
});
await check('what is there is updated; labels, names and local dates are understood', async () => {
  const made = await upload(`Again ${run}`, [
    column('0-2', 'Id', 'hs_object_id'), column('0-2', 'Stage', 'lifecyclestage'), column('0-2', 'Owner', 'hubspot_owner_id'), column('0-2', 'Staff', 'numberofemployees'),
  ], [[company.id, 'Customer', 'nobody@nowhere.example', '1,200'], [company.id, 'Customer', '', '1,300']], { importOperations: { '0-2': 'UPDATE' } });
  const { metadata: { counters } } = await ended(made.id);
  equal([counters.UPDATED_OBJECTS, counters.ERRORS], [1, 1]);
  const read = await companies.basicApi.getById(company.id, ['lifecyclestage', 'numberofemployees']);
  equal([read.properties.lifecyclestage, read.properties.numberofemployees], ['customer', '1300']);
  const [error] = (await publicImportsApi.getErrors(made.id)).results;
  equal([error.errorType, error.objectTypeId, error.knownColumnNumber, error.invalidValue, error.sourceData.lineNumber], ['COULD_NOT_FIND_OWNER', '0-2', 3, 'nobody@nowhere.example', 2]);
  equal(error.sourceData.rowData, [company.id, 'Customer', 'nobody@nowhere.example', '1,200']);
});
await check('a refused row names its column and keeps no other back', async () => {
  const made = await upload(`Some ${run}`, [column('0-1', 'E-mail', 'email', 'HUBSPOT_ALTERNATE_ID'), column('0-1', 'First', 'firstname')], [
    [`a.${run}@${domain}`, 'Ada'], ['no address', 'Nina'], [`c.${run}@${domain}`, 'Cem'],
  ], { importOperations: { '0-1': 'CREATE' } });
  const { state, metadata: { counters } } = await ended(made.id);
  equal([state, counters.TOTAL_ROWS, counters.CREATED_OBJECTS, counters.ERRORS], ['DONE', 3, 1, 2]);
  const page = await publicImportsApi.getErrors(made.id, undefined, 1);
  equal([page.results.length, page.results[0].errorType], [1, 'CREATE_ONLY_IMPORT']);
  const rest = await publicImportsApi.getErrors(made.id, page.paging.next.after);
  equal(rest.results.map((e) => [e.errorType, e.knownColumnNumber]), [['INVALID_EMAIL', 1]]);
});
await check('a file whose columns are not as told fails as a whole', async () => {
  const made = await upload(`Wrong ${run}`, [column('0-1', 'Tier', 'tierx')], [['1']]);
  equal((await ended(made.id)).state, 'FAILED');
  equal((await publicImportsApi.getErrors(made.id)).results[0].errorType, 'PROPERTY_DEFINITION_NOT_FOUND');
  await refused(400, () => coreApi.create({ data: Buffer.from('a'), name: 'a.csv' }, '{"name":"no files"}'));
  await refused(400, () => coreApi.create({ data: Buffer.from('a'), name: 'b.csv' }, JSON.stringify({ name: 'x', files: [{ fileName: 'a.csv', fileFormat: 'CSV', fileImportPage: { columnMappings: both } }] })));
  await refused(404, () => coreApi.getById('999999'));
});
await check('imports are listed, newest first, in pages; what has ended is not canceled', async () => {
  const page = await coreApi.getPage(undefined, undefined, 2);
  equal([page.results.length, Number(page.results[0].id) > Number(page.results[1].id)], [2, true]);
  const rest = await coreApi.getPage(page.paging.next.after);
  equal((await coreApi.getPage()).results[0].id, page.results[0].id);
  ok(rest.results.some((i) => i.id === first.id));
  await refused(400, () => coreApi.cancel(first.id));
});
await check('a long one is canceled, and stops where it was', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => [`Crowd ${run} ${i}`]);
  const made = await upload(`Crowd ${run}`, [column('0-7', 'Name', 'name')], rows);
  equal((await coreApi.cancel(made.id)).status, 'COMPLETE');
  const { state, metadata: { counters } } = await ended(made.id);
  equal(state, 'CANCELED');
  ok(counters.TOTAL_ROWS < rows.length, `${counters.TOTAL_ROWS} rows`);
  equal((await coreApi.getById(made.id)).metadata.counters.TOTAL_ROWS, counters.TOTAL_ROWS);
});

const file = async (order) => {
  const task = await publicExportsApi.start({ format: 'CSV', language: 'EN', exportInternalValuesOptions: [], overrideAssociatedObjectsPerDefinitionPerRowLimit: false, ...order });
  const done = await until(`export ${task.id}`, async () => {
    const status = await publicExportsApi.getStatus(task.id);
    return status.status === 'COMPLETE' ? status : undefined;
  });
  ok(done.completedAt instanceof Date && done.startedAt instanceof Date);
  const answer = await fetch(done.result);
  equal([answer.status, answer.headers.get('content-type')], [200, 'text/csv; charset=utf-8']);
  return { text: await answer.text(), url: done.result };
};
await check('a search is exported, 202, with labels, in order, with what is associated', async () => {
  const { text, url } = await file({
    exportType: 'VIEW', exportName: 'People of the fair', objectType: 'CONTACT', objectProperties: ['email', 'firstname'], associatedObjectType: 'COMPANY',
    publicCrmSearchRequest: { query: '', sorts: [{ propertyName: 'firstname', direction: 'DESCENDING' }], filters: [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: `*${domain}` }] },
  });
  const [head, ...rows] = text.trim().split('\n');
  equal(head, '"Record ID","E-mail","First name","Associated Company IDs","Associated Company"');
  equal(rows.map((r) => r.split(',')[2]), ['"Cem"', '"Ben"', '"Ada"']);
  ok(rows[2].includes('Marl ""Dry"" Goods, Ltd'), rows[2]);
  ok(rows[0].endsWith(',"",""'), rows[0]);
  equal((await fetch(url.replace(/\/[0-9a-f]{64}\//, `/${'0'.repeat(64)}/`))).status, 403);
});
await check('a list is exported, by internal names and values when asked', async () => {
  const { list } = await client.crm.lists.listsApi.create({ name: `Export ${run}`, objectTypeId: '0-2', processingType: 'MANUAL' });
  await client.crm.lists.membershipsApi.add(list.listId, [company.id]);
  const order = { exportType: 'LIST', exportName: 'L', objectType: '0-2', objectProperties: ['lifecyclestage'], listId: list.listId };
  equal((await file(order)).text, `"Record ID","Lifecycle stage"\n"${company.id}","Customer"\n`);
  equal((await file({ ...order, exportInternalValuesOptions: ['NAMES', 'VALUES'] })).text, `"Record ID","lifecyclestage"\n"${company.id}","customer"\n`);
  await refused(400, () => publicExportsApi.start({ ...order, format: 'CSV', listId: '99999' }));
  await refused(400, () => publicExportsApi.start({ ...order, format: 'XLSX' }));
  await refused(404, () => publicExportsApi.getStatus(999999));
});
