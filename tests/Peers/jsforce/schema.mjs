// What the org describes: objects, fields, stages, fields made by the tooling API.
import { check, equal, ok } from '../harness.mjs';
import { conn, refused, version } from './org.mjs';

await check('describe global lists the objects', async () => {
  const { sobjects } = await conn.describeGlobal();
  for (const name of ['Account', 'Contact', 'Opportunity', 'Task', 'OpportunityContactRole', 'User', 'OpportunityStage'])
    ok(sobjects.find((s) => s.name === name)?.queryable, name);
});
await check('describe tells fields, picklists and children', async () => {
  const { fields, childRelationships } = await conn.sobject('Opportunity').describe();
  const stage = fields.find((f) => f.name === 'StageName');
  ok(stage.picklistValues.some((v) => v.value === 'Closed Won') && stage.type === 'picklist' && !stage.nillable, JSON.stringify(stage));
  equal(fields.find((f) => f.name === 'AccountId').referenceTo, ['Account']);
  ok(childRelationships.some((c) => c.relationshipName === 'OpportunityContactRoles'));
});
await check('stages are rows', async () => {
  const { records } = await conn.query('SELECT MasterLabel, ApiName, IsActive, IsClosed, IsWon, DefaultProbability, ForecastCategoryName, SortOrder FROM OpportunityStage ORDER BY SortOrder');
  equal(records.length, 7);
  equal(records.filter((r) => r.IsWon).map((r) => [r.ApiName, r.DefaultProbability]), [['Closed Won', 100]]);
});
await check('a field made by the tooling API is hidden until granted, then a unique external id', async () => {
  const describe = async (name) => (await conn.request(`/services/data/v${version}/sobjects/${name}/describe`)).fields;
  const set = (await conn.query("SELECT Id FROM PermissionSet WHERE Name = 'Entente'")).records[0]
    ?? await conn.sobject('PermissionSet').create({ Name: 'Entente', Label: 'Entente' });
  const setId = set.Id ?? set.id;
  const me = await conn.identity();
  const assigned = await conn.query(`SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '${setId}' AND AssigneeId = '${me.user_id}'`);
  if (assigned.totalSize === 0) await conn.sobject('PermissionSetAssignment').create({ AssigneeId: me.user_id, PermissionSetId: setId });
  for (const [on, name] of [['Account', 'Account'], ['Contact', 'Contact'], ['Opportunity', 'Opportunity'], ['Activity', 'Task']]) {
    if ((await describe(name)).some((f) => f.name === 'Entente_Id__c')) continue;
    const made = await conn.tooling.sobject('CustomField').create({
      FullName: `${on}.Entente_Id__c`, Metadata: { label: 'Entente id', type: 'Text', length: 64, externalId: true, unique: true, caseSensitive: false },
    });
    ok(made.success && made.id.startsWith('00N'), JSON.stringify(made));
    ok(!(await describe(name)).some((f) => f.name === 'Entente_Id__c'), `${name}: seen before it was granted`);
    await refused('INVALID_FIELD', () => conn.query(`SELECT Entente_Id__c FROM ${name} LIMIT 1`));
    const granted = await conn.sobject('FieldPermissions').create({ ParentId: setId, SobjectType: name, Field: `${name}.Entente_Id__c`, PermissionsRead: true, PermissionsEdit: true });
    ok(granted.success, JSON.stringify(granted));
  }
  for (const name of ['Account', 'Contact', 'Opportunity', 'Task']) {
    const field = (await describe(name)).find((f) => f.name === 'Entente_Id__c');
    equal([field?.unique, field?.externalId, field?.type, field?.custom, field?.createable], [true, true, 'string', true, true]);
  }
  await refused('DUPLICATE_DEVELOPER_NAME', () => conn.tooling.sobject('CustomField').create({ FullName: 'Account.Entente_Id__c', Metadata: { label: 'x', type: 'Text', length: 9 } }));
});
