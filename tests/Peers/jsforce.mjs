// The real jsforce against the sandbox's Salesforce origin: every call the spine needs, over the same store the HubSpot client fills.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import jsforce from 'jsforce';
import { check, equal, finish, ok, setting } from './harness.mjs';

const url = setting('salesforce-url', 'SANDBOX_SALESFORCE_URL', 'http://localhost:5082');
const hubspot = setting('hubspot-url', 'SANDBOX_HUBSPOT_URL', 'http://localhost:5081');
const token = setting('hubspot-token', 'SANDBOX_HUBSPOT_TOKEN', 'pat-sandbox-7b1f0c52-entente');
const version = '66.0';
const run = Date.now().toString(36);

const admin = async (method, path, body, type = 'application/json') => {
  const answer = await fetch(`${url}/sandbox/admin${path}`, {
    method, headers: { 'content-type': type }, body: type === 'application/json' ? body && JSON.stringify(body) : body,
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('content-type')?.includes('json') ? answer.json() : undefined;
};
const keys = (await admin('GET', '/credentials')).salesforce;
const refused = async (code, call) => {
  try {
    await call();
  } catch (error) {
    equal(error.errorCode ?? error.name, code);
    return error;
  }
  throw new Error(`expected ${code}, but the call went through`);
};
const tokenOf = async (form) => {
  const answer = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, ...(await answer.json()) };
};
const client = { client_id: keys.clientId, client_secret: keys.clientSecret };

// --- sign-in -----------------------------------------------------------------------------------------------------------------
await check('a SOAP login opens a session and logout ends it', async () => {
  const conn = new jsforce.Connection({ loginUrl: url, version });
  const user = await conn.login(keys.username, keys.password);
  ok(user.id.startsWith('005') && user.organizationId.startsWith('00D'), JSON.stringify(user));
  equal(new URL(conn.instanceUrl).origin, new URL(url).origin);
  await conn.query('SELECT Id FROM User LIMIT 1');
  const spent = conn.accessToken;
  await conn.logout();
  const late = new jsforce.Connection({ instanceUrl: url, accessToken: spent, version });
  await refused('INVALID_SESSION_ID', () => late.query('SELECT Id FROM User LIMIT 1'));
});
await check('a wrong password is INVALID_LOGIN', async () => {
  const conn = new jsforce.Connection({ loginUrl: url, version });
  const error = await conn.login(keys.username, 'wrong').catch((e) => e);
  ok(error instanceof Error && error.message.startsWith('INVALID_LOGIN'), String(error));
});
const conn = await check('client credentials open a session', async () => {
  const made = new jsforce.Connection({ oauth2: { loginUrl: url, clientId: keys.clientId, clientSecret: keys.clientSecret }, instanceUrl: url, version });
  await made.authorize({ grant_type: 'client_credentials' });
  ok(made.accessToken.startsWith('00D'), made.accessToken);
  return made;
});
await check('a wrong secret, an unknown client and an unknown grant are refused in OAuth words', async () => {
  equal((await tokenOf({ grant_type: 'client_credentials', client_id: keys.clientId, client_secret: 'x' })).error, 'invalid_client');
  equal((await tokenOf({ grant_type: 'client_credentials', client_id: 'x', client_secret: 'x' })).error, 'invalid_client_id');
  const odd = await tokenOf({ grant_type: 'odd', ...client });
  equal([odd.status, odd.error], [400, 'unsupported_grant_type']);
});
await check('the password grant opens a session without a refresh token', async () => {
  const answer = await tokenOf({ grant_type: 'password', username: keys.username, password: keys.password, ...client });
  ok(answer.access_token && !answer.refresh_token && answer.signature, JSON.stringify(answer));
});
await check('a signed assertion opens a session; one signed by another key does not', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await admin('PUT', '/salesforce/certificate', pair.publicKey.export({ type: 'spki', format: 'pem' }), 'application/x-pem-file');
  const assertion = (key, claims) => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = `${part({ alg: 'RS256' })}.${part({ iss: keys.clientId, sub: keys.username, aud: 'https://login.salesforce.com', exp: Math.floor(Date.now() / 1000) + 180, ...claims })}`;
    return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
  };
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const made = new jsforce.Connection({ oauth2: { loginUrl: url }, instanceUrl: url, version });
  await made.authorize({ grant_type: grant, assertion: assertion(pair.privateKey) });
  await made.query('SELECT Id FROM User LIMIT 1');
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  equal((await tokenOf({ grant_type: grant, assertion: assertion(other.privateKey) })).error, 'invalid_grant');
  equal((await tokenOf({ grant_type: grant, assertion: assertion(pair.privateKey, { exp: 1 }) })).error, 'invalid_grant');
  equal((await tokenOf({ grant_type: grant, assertion: assertion(pair.privateKey, { sub: 'x' }) })).error, 'invalid_grant');
});
await check('the web flow with PKCE gives a refresh token that outlives its session', async () => {
  const oauth2 = new jsforce.OAuth2({ loginUrl: url, clientId: keys.clientId, clientSecret: keys.clientSecret, redirectUri: 'http://localhost/cb', useVerifier: true });
  const ask = new URL(oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 's&1' }));
  ok((await (await fetch(ask)).text()).includes('Allow'), 'no consent page');
  const answer = await fetch(`${url}/services/oauth2/authorize`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams([...ask.searchParams, ['answer', 'allow']]),
  });
  const back = new URL(answer.headers.get('location'));
  equal(back.searchParams.get('state'), 's&1');
  const web = new jsforce.Connection({ oauth2, instanceUrl: url, version });
  await web.authorize(back.searchParams.get('code'));
  ok(web.refreshToken, 'no refresh token');
  await refused('invalid_grant', () => web.authorize(back.searchParams.get('code')));
  await admin('DELETE', '/salesforce/sessions');
  let refreshed = 0;
  web.on('refresh', () => { refreshed += 1; });
  await Promise.all([web.query('SELECT Id FROM User LIMIT 1'), web.query('SELECT Id FROM User LIMIT 1')]);
  equal(refreshed, 1);
  await admin('PUT', '/salesforce/rotation', { on: true });
  try {
    const first = await tokenOf({ grant_type: 'refresh_token', refresh_token: web.refreshToken, ...client });
    ok(first.refresh_token && first.refresh_token !== web.refreshToken, 'no new refresh token');
    equal((await tokenOf({ grant_type: 'refresh_token', refresh_token: web.refreshToken, ...client })).error, 'invalid_grant');
  } finally {
    await admin('PUT', '/salesforce/rotation', { on: false });
  }
  await conn.authorize({ grant_type: 'client_credentials' });
  await web.logout(true).catch(() => undefined);
});
await check('identity tells user and organisation', async () => {
  const me = await conn.identity();
  equal([me.username, me.active], [keys.username, true]);
});
await check('every version from v31.0 answers, older ones are gone', async () => {
  const old = new jsforce.Connection({ instanceUrl: url, accessToken: conn.accessToken });
  await old.query('SELECT Id FROM User LIMIT 1');
  const answer = await fetch(`${url}/services/data/v30.0/limits`);
  equal(answer.status, 410);
  ok((await (await fetch(`${url}/services/data/`)).json()).some((v) => v.version === version), 'version not listed');
});

// --- schema ------------------------------------------------------------------------------------------------------------------
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

// --- records -----------------------------------------------------------------------------------------------------------------
const account = conn.sobject('Account');
const made = await check('a record is created, read, changed and deleted', async () => {
  const { id, success } = await account.create({ Name: `Peer ${run}`, Website: 'peer.example', NumberOfEmployees: 12, AnnualRevenue: 1234.5 });
  ok(success && id.length === 18);
  const row = await account.retrieve(id);
  equal([row.Name, row.NumberOfEmployees, row.AnnualRevenue, row.IsDeleted], [`Peer ${run}`, 12, 1234.5, false]);
  ok(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/.test(row.SystemModstamp), row.SystemModstamp);
  await account.update({ Id: id, Name: `Peer ${run} renamed`, NumberOfEmployees: null });
  const after = await account.retrieve(id.slice(0, 15), { fields: ['Id', 'Name', 'NumberOfEmployees'] });
  equal([after.Id, after.Name, after.NumberOfEmployees], [id, `Peer ${run} renamed`, null]);
  return id;
});
await check('wrong writes are refused by their codes', async () => {
  await refused('REQUIRED_FIELD_MISSING', () => conn.sobject('Opportunity').create({ Name: 'x' }));
  await refused('INVALID_FIELD', () => account.create({ Name: 'x', Nope: 1 }));
  await refused('INVALID_FIELD_FOR_INSERT_UPDATE', () => account.create({ Name: 'x', CreatedDate: '2026-01-01T00:00:00Z' }));
  await refused('STRING_TOO_LONG', () => account.create({ Name: 'x'.repeat(256) }));
  await refused('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', () => conn.sobject('Opportunity').create({ Name: 'x', StageName: 'Nope', CloseDate: '2027-01-01' }));
  await refused('INVALID_CROSS_REFERENCE_KEY', () => conn.sobject('Contact').create({ LastName: 'x', AccountId: '001000000000000AAA' }));
  await refused('NOT_FOUND', () => account.retrieve('001000000000000AAA'));
  await refused('INVALID_EMAIL_ADDRESS', () => conn.sobject('Contact').create({ LastName: 'x', Email: 'nope' }));
  await refused('JSON_PARSER_ERROR', () => account.create({ Name: 'x', NumberOfEmployees: 'many' }));
});
await check('upsert by external id makes, then changes, once', async () => {
  const key = `p 1 ${run}`;
  const first = await account.upsert({ Name: 'Upserted', Entente_Id__c: key }, 'Entente_Id__c');
  equal([first.success, first.created], [true, true]);
  const second = await account.upsert({ Name: 'Upserted twice', Entente_Id__c: key }, 'Entente_Id__c');
  equal([second.id, second.created], [first.id, false]);
  const row = await conn.request(`/services/data/v${version}/sobjects/Account/Entente_Id__c/${encodeURIComponent(key)}`);
  equal([row.Id, row.Name], [first.id, 'Upserted twice']);
  // jsforce leaves a slash of a key as it is, so this one is sent by hand.
  const slashed = `/services/data/v${version}/sobjects/Account/Entente_Id__c/${encodeURIComponent(`s/1 ${run}`)}`;
  equal((await conn.request({ method: 'PATCH', url: slashed, body: '{"Name":"Slashed"}', headers: { 'content-type': 'application/json' } })).created, true);
  equal((await conn.request(slashed)).Entente_Id__c, `s/1 ${run}`);
  const error = await refused('DUPLICATE_VALUE', () => account.create({ Name: 'Other', Entente_Id__c: key }));
  ok(error.message.includes(first.id.slice(0, 15)), error.message);
  await refused('NOT_FOUND', () => account.upsert({ Name: 'x', Nope__c: '1' }, 'Nope__c'));
});
await check('lists are created, changed, upserted, retrieved and destroyed in input order', async () => {
  const ids = (await account.create([{ Name: `A ${run}` }, { Name: `B ${run}` }, { Name: `C ${run}` }])).map((r) => r.id);
  equal(new Set(ids).size, 3);
  const updated = await account.update([{ Id: ids[0], Phone: '1' }, { Id: ids[1], Name: '' }, { Id: ids[2], Phone: '3' }]);
  equal(updated.map((r) => r.success), [true, false, true]);
  equal(updated[1].errors[0].statusCode ?? updated[1].errors[0].errorCode, 'REQUIRED_FIELD_MISSING');
  const upserted = await account.upsert([{ Name: `U ${run}`, Entente_Id__c: `u1${run}` }, { Name: `U2 ${run}`, Entente_Id__c: `u2${run}` }], 'Entente_Id__c');
  equal(upserted.map((r) => [r.success, r.created]), [[true, true], [true, true]]);
  const rows = await account.retrieve([ids[2], ids[0], '001000000000000AAA']);
  equal(rows.map((r) => r?.Phone ?? null), ['3', '1', null]);
  equal((await account.destroy(ids)).map((r) => r.success), [true, true, true]);
  await refused('NOT_FOUND', () => account.retrieve(ids[0]));
});
await check('all or none undoes all', async () => {
  const results = await account.create([{ Name: `Rolled ${run}` }, { Name: '' }], { allOrNone: true });
  equal(results.map((r) => r.success), [false, false]);
  equal((await conn.query(`SELECT COUNT() FROM Account WHERE Name = 'Rolled ${run}'`)).totalSize, 0);
});
const deal = await check('an opportunity has an account, contact roles and a stage', async () => {
  const contact = await conn.sobject('Contact').create({ FirstName: 'Ada', LastName: `Peer ${run}`, Email: `ada.${run}@peer.example`, AccountId: made });
  const opportunity = await conn.sobject('Opportunity').upsert(
    { Name: `Deal ${run}`, StageName: 'Qualification', CloseDate: '2027-03-31', Amount: 5000, AccountId: made, Entente_Id__c: `d${run}` }, 'Entente_Id__c');
  await conn.sobject('OpportunityContactRole').create({ OpportunityId: opportunity.id, ContactId: contact.id, Role: 'Decision Maker', IsPrimary: true });
  const { records } = await conn.query(
    `SELECT Id, Name, Account.Name, Owner.Name, StageName, Probability, IsClosed, CloseDate, Amount, (SELECT ContactId, Contact.Email, Role, IsPrimary FROM OpportunityContactRoles) FROM Opportunity WHERE AccountId = '${made}'`);
  const [row] = records;
  equal([row.Account.Name, row.StageName, row.Probability, row.IsClosed, row.CloseDate, row.Amount], [`Peer ${run} renamed`, 'Qualification', 20, false, '2027-03-31', 5000]);
  equal(row.OpportunityContactRoles.records.map((r) => [r.ContactId, r.Contact.Email, r.Role, r.IsPrimary]), [[contact.id, `ada.${run}@peer.example`, 'Decision Maker', true]]);
  await conn.sobject('Opportunity').update({ Id: opportunity.id, StageName: 'Closed Won' });
  equal((await conn.sobject('Opportunity').retrieve(opportunity.id)).IsWon, true);
  return opportunity.id;
});
await check('a task is upserted on the timeline and its account bumps no other stamp', async () => {
  const task = { Subject: 'Registration approved', Status: 'Completed', Priority: 'Normal', ActivityDate: '2026-11-20', Description: 'Line one\nline two', WhatId: deal, Entente_Id__c: `t${run}` };
  const first = await conn.sobject('Task').upsert(task, 'Entente_Id__c');
  const again = await conn.sobject('Task').upsert({ ...task, Subject: 'Registration approved again' }, 'Entente_Id__c');
  equal([again.id, again.created], [first.id, false]);
  const { records } = await conn.query(`SELECT Id, Subject, What.Name, What.Type, Description, IsClosed FROM Task WHERE WhatId = '${deal}'`);
  equal(records.map((r) => [r.Subject, r.What.Name, r.What.Type, r.Description, r.IsClosed]), [['Registration approved again', `Deal ${run}`, 'Opportunity', 'Line one\nline two', true]]);
});
await check('composite steps name each other; one refusal undoes all', async () => {
  const base = `/services/data/v${version}`;
  const steps = (name, stage) => ({
    allOrNone: true,
    compositeRequest: [
      { method: 'PATCH', url: `${base}/sobjects/Account/Entente_Id__c/c${run}`, referenceId: 'acc', body: { Name: name } },
      { method: 'POST', url: `${base}/sobjects/Opportunity`, referenceId: 'opp', body: { Name: name, StageName: stage, CloseDate: '2027-01-01', AccountId: '@{acc.id}' } },
      { method: 'POST', url: `${base}/sobjects/Task`, referenceId: 'task', body: { Subject: 'Made together', WhatId: '@{opp.id}' } },
    ],
  });
  const bad = (await conn.requestPost(`${base}/composite`, steps('Bad', 'Nope'))).compositeResponse;
  equal(bad.map((r) => [r.httpStatusCode, r.body[0].errorCode]), [[400, 'PROCESSING_HALTED'], [400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'], [400, 'PROCESSING_HALTED']]);
  equal((await conn.query(`SELECT COUNT() FROM Account WHERE Entente_Id__c = 'c${run}'`)).totalSize, 0);
  const good = (await conn.requestPost(`${base}/composite`, steps('Good', 'Qualification'))).compositeResponse;
  equal(good.map((r) => r.httpStatusCode), [201, 201, 201]);
  equal((await conn.query(`SELECT Account.Name FROM Opportunity WHERE Id = '${good[1].body.id}'`)).records[0].Account.Name, 'Good');
});

// --- queries -----------------------------------------------------------------------------------------------------------------
await check('2,500 rows come in pages, by autoFetch and by queryMore', async () => {
  for (let i = 0; i < 2500; i += 200)
    await account.create(Array.from({ length: Math.min(200, 2500 - i) }, (_, n) => ({ Name: `Row ${run} ${String(i + n).padStart(4, '0')}` })));
  const soql = `SELECT Id, Name FROM Account WHERE Name LIKE 'Row ${run} %' ORDER BY Name`;
  const first = await conn.query(soql);
  equal([first.totalSize, first.records.length, first.done], [2500, 2000, false]);
  const rest = await conn.queryMore(first.nextRecordsUrl);
  equal([rest.totalSize, rest.records.length, rest.done], [2500, 500, true]);
  equal(rest.records[0].Name, `Row ${run} 2000`);
  const all = await conn.query(soql, { autoFetch: true, maxFetch: 5000 });
  equal(new Set(all.records.map((r) => r.Id)).size, 2500);
  await refused('INVALID_QUERY_LOCATOR', () => conn.queryMore(`/services/data/v${version}/query/0r8000000000000AAA-2000`));
});
await check('find, sort, limit, skip and count are SOQL', async () => {
  const rows = await account.find({ Name: { $like: `Row ${run} %` }, CreatedDate: { $gte: jsforce.SfDate.toDateTimeLiteral(new Date(0)) } }, ['Id', 'Name']).sort({ Name: -1 }).limit(3).skip(1);
  equal(rows.map((r) => r.Name), [2498, 2497, 2496].map((n) => `Row ${run} ${n}`));
  equal(await account.count({ Name: { $like: `Row ${run} 000%` } }), 10);
  const found = await account.find({ $or: [{ Name: `Row ${run} 0001` }, { Name: { $in: [`Row ${run} 0002`, `Row ${run} 0003`] } }] }, ['Id']);
  equal(found.length, 3);
  ok((await account.find({ Name: `Row ${run} 0001` }, '*').limit(1))[0].SystemModstamp, 'no star');
});
await check('refused queries say why', async () => {
  ok((await refused('MALFORMED_QUERY', () => conn.query('SELECT FROM Account'))).message.includes('ERROR at Row:1:Column:8'));
  ok((await refused('INVALID_FIELD', () => conn.query('SELECT Nope FROM Account'))).message.includes("No such column 'Nope' on entity 'Account'"));
  await refused('INVALID_TYPE', () => conn.query('SELECT Id FROM Nope'));
});

// --- replication, limits -----------------------------------------------------------------------------------------------------
await check('deleted rows are in queryAll and in deleted, changed ones in updated', async () => {
  const gone = (await account.create({ Name: `Gone ${run}` })).id;
  await account.destroy(gone);
  await refused('ENTITY_IS_DELETED', () => account.update({ Id: gone, Name: 'x' }));
  equal((await conn.query(`SELECT Id FROM Account WHERE Id = '${gone}'`)).totalSize, 0);
  const all = await conn.query(`SELECT Id, IsDeleted FROM Account WHERE Name = 'Gone ${run}' AND IsDeleted = true`, { scanAll: true });
  equal(all.records.map((r) => [r.Id, r.IsDeleted]), [[gone, true]]);
  const from = new Date(Date.now() - 3600_000);
  const until = new Date(Date.now() + 120_000);
  const { deletedRecords, earliestDateAvailable } = await account.deleted(from, until);
  ok(deletedRecords.some((r) => r.id === gone) && earliestDateAvailable.endsWith('+0000'), JSON.stringify(deletedRecords.slice(-2)));
  const { ids, latestDateCovered } = await account.updated(from, until);
  ok(ids.includes(made) && !ids.includes(gone) && latestDateCovered.endsWith('+0000'));
});
await check('limits count, and every answer tells', async () => {
  const { DailyApiRequests } = await conn.limits();
  ok(DailyApiRequests.Remaining < DailyApiRequests.Max);
  ok(conn.limitInfo.apiUsage.used > 0 && conn.limitInfo.apiUsage.limit === DailyApiRequests.Max, JSON.stringify(conn.limitInfo));
  await admin('PUT', '/salesforce/limits', { dailyApiRequests: 1 });
  await refused('REQUEST_LIMIT_EXCEEDED', () => account.create({ Name: 'x' }));
  await admin('DELETE', '/salesforce/limits');
});

// --- push --------------------------------------------------------------------------------------------------------------------
await check('a change is told by an outbound message within 100 ms, again when not acknowledged', async () => {
  const received = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c)).on('end', () => {
      received.push({ at: Date.now(), body: Buffer.concat(chunks).toString('utf8') });
      const ack = received.length > 1;
      response.writeHead(200, { 'content-type': 'text/xml' }).end(`<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>${ack}</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>`);
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    await admin('PUT', '/salesforce/outbound', { targetUrl: `http://127.0.0.1:${server.address().port}/om/secret`, objects: ['Opportunity'] });
    const sent = Date.now();
    await conn.sobject('Opportunity').update({ Id: deal, Amount: 7777, Name: `Deal <${run}> & co` });
    while (received.length < 2 && Date.now() - sent < 4000) await new Promise((resolve) => { setTimeout(resolve, 5); });
    ok(received.length >= 2, `${received.length} messages`);
    console.log(`outbound message ${received[0].at - sent} ms after the call began`);
    ok(received[0].at - sent < 250, `${received[0].at - sent} ms`);
    const { body } = received[1];
    ok(body.includes(`<sf:Id>${deal}</sf:Id>`) && body.includes('<sf:Amount>7777</sf:Amount>') && body.includes(`Deal &lt;${run}&gt; &amp; co`), body);
    const id = (text) => /<Id>(04l\w{15})<\/Id>/.exec(text)?.[1];
    equal(id(received[0].body), id(body));
  } finally {
    await admin('DELETE', '/salesforce/outbound');
    server.close();
  }
});

// --- one store ---------------------------------------------------------------------------------------------------------------
const hub = async (method, path, body) => {
  const answer = await fetch(`${hubspot}${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
};
await check('what HubSpot writes Salesforce reads, and the other way round', async () => {
  const company = await hub('POST', '/crm/v3/objects/companies', { properties: { name: `Both ${run}`, domain: `both-${run}.example` } });
  const [row] = (await conn.query(`SELECT Id, Website, Entente_Id__c FROM Account WHERE Name = 'Both ${run}'`)).records;
  equal(row.Website, `both-${run}.example`);
  await account.update({ Id: row.Id, Name: `Both ${run} again`, Entente_Id__c: `b${run}` });
  const after = await hub('GET', `/crm/v3/objects/companies/${company.id}?properties=name,entente_id`);
  equal([after.properties.name, after.properties.entente_id], [`Both ${run} again`, `b${run}`]);
});
await check('companies the HubSpot client loaded are accounts that Salesforce can change', async () => {
  const { records, totalSize } = await conn.query("SELECT Id, Name, TickerSymbol FROM Account WHERE TickerSymbol != null ORDER BY Id", { autoFetch: true, maxFetch: 50_000 });
  console.log(`${totalSize} registrants read through Salesforce`);
  if (totalSize === 0) return;
  equal(records.length, totalSize);
  const some = records.slice(0, 200);
  const results = await account.update(some.map((r) => ({ Id: r.Id, Description: `seen by ${run}` })));
  ok(results.every((r) => r.success));
  equal((await account.retrieve(some[7].Id)).Description, `seen by ${run}`);
});

finish();
