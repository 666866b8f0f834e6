// Records: create, read, change, delete, upsert, lists, contact roles, tasks, composite.
import { check, equal, ok } from '../harness.mjs';
import { base, conn, refused, run, version } from './org.mjs';

const account = conn.sobject('Account');
export const made = await check('a record is created, read, changed and deleted', async () => {
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
export const deal = await check('an opportunity has an account, contact roles and a stage', async () => {
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
