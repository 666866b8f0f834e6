// What only SOAP can: merges, the recycle bin, lead conversion; and the calls clients make beside them.
import { check, equal, ok } from '../harness.mjs';
import { admin, conn, refused, run } from './org.mjs';

const { soap } = conn;
const account = conn.sobject('Account');

await check('a merge moves what belonged to the losers and names the winner', async () => {
  const [winner, loser, other] = (await account.create([{ Name: `Winner ${run}` }, { Name: `Loser ${run}` }, { Name: `Other ${run}` }])).map((r) => r.id);
  const contact = (await conn.sobject('Contact').create({ LastName: `Moved ${run}`, AccountId: loser })).id;
  const opportunity = (await conn.sobject('Opportunity').create({ Name: 'Moved', StageName: 'Qualification', CloseDate: '2027-01-01', AccountId: other })).id;
  await conn.sobject('Note').create({ ParentId: loser, Title: 'Moved' });
  const result = await soap.merge({ masterRecord: { type: 'Account', Id: winner, Phone: '77' }, recordToMergeIds: [loser, other] });
  equal([result.success, result.id, [...result.mergedRecordIds].sort()], [true, winner, [loser, other].sort()]);
  ok(result.updatedRelatedIds.includes(contact) && result.updatedRelatedIds.includes(opportunity));
  equal((await conn.sobject('Contact').retrieve(contact)).AccountId, winner);
  equal((await conn.sobject('Opportunity').retrieve(opportunity)).AccountId, winner);
  equal((await account.retrieve(winner)).Phone, '77');
  const { records } = await conn.query(`SELECT Id, MasterRecordId FROM Account WHERE IsDeleted = true AND MasterRecordId = '${winner}'`, { scanAll: true });
  equal(records.map((r) => r.Id).sort(), [loser, other].sort());
  await refused('NOT_FOUND', () => account.retrieve(loser));
  equal((await conn.query(`SELECT COUNT() FROM Note WHERE ParentId = '${winner}'`)).totalSize, 1);
  const bad = await soap.merge([{ masterRecord: { type: 'Account', Id: winner }, recordToMergeIds: [winner] }]);
  equal([bad[0].success, bad[0].errors[0].statusCode], [false, 'INVALID_OPERATION']);
});
await check('leads and contacts merge too', async () => {
  const leads = (await conn.sobject('Lead').create([{ LastName: `M1 ${run}`, Company: 'x' }, { LastName: `M2 ${run}`, Company: 'x' }])).map((r) => r.id);
  equal((await soap.merge({ masterRecord: { type: 'Lead', Id: leads[0] }, recordToMergeIds: [leads[1]] })).success, true);
  equal((await conn.query(`SELECT MasterRecordId FROM Lead WHERE Id = '${leads[1]}'`, { scanAll: true })).records[0].MasterRecordId, leads[0]);
  const people = (await conn.sobject('Contact').create([{ LastName: `P1 ${run}` }, { LastName: `P2 ${run}` }])).map((r) => r.id);
  await admin('POST', '/salesforce/merge', { masterId: people[0], mergeIds: [people[1]] });
  await refused('ENTITY_IS_DELETED', () => conn.sobject('Contact').update({ Id: people[1], Phone: '1' }));
});
await check('undelete brings an account back with its children; an emptied bin gives nothing back', async () => {
  const id = (await account.create({ Name: `Binned ${run}` })).id;
  const contact = (await conn.sobject('Contact').create({ LastName: `Binned ${run}`, AccountId: id })).id;
  await account.destroy(id);
  await refused('NOT_FOUND', () => conn.sobject('Contact').retrieve(contact));
  equal((await soap.undelete([id])).map((r) => r.success), [true]);
  equal((await conn.sobject('Contact').retrieve(contact)).AccountId, id);
  await account.destroy(id);
  await soap.emptyRecycleBin([id]);
  equal((await conn.query(`SELECT Id FROM Account WHERE Id = '${id}'`, { scanAll: true })).totalSize, 0);
  equal((await soap.undelete([id]))[0].errors[0].statusCode, 'UNDELETE_FAILED');
});
await check('a lead becomes account, contact and opportunity, and is then closed', async () => {
  const lead = conn.sobject('Lead');
  const { id } = await lead.create({ FirstName: 'Con', LastName: `Vert ${run}`, Company: `Converted ${run}`, Email: `con.${run}@convert.example` });
  const done = await soap.convertLead({ leadId: id, convertedStatus: 'Closed - Converted', opportunityName: `From lead ${run}` });
  ok(done.success && done.accountId.startsWith('001') && done.contactId.startsWith('003') && done.opportunityId.startsWith('006'), JSON.stringify(done));
  const row = await lead.retrieve(id);
  equal([row.IsConverted, row.ConvertedAccountId, row.ConvertedContactId, row.ConvertedOpportunityId], [true, done.accountId, done.contactId, done.opportunityId]);
  equal((await conn.sobject('Opportunity').retrieve(done.opportunityId)).AccountId, done.accountId);
  await refused('CANNOT_UPDATE_CONVERTED_LEAD', () => lead.update({ Id: id, Title: 'x' }));
  const second = (await lead.create({ LastName: `Two ${run}`, Company: 'x' })).id;
  const joined = await soap.convertLead([{ leadId: second, convertedStatus: 'Closed - Converted', accountId: done.accountId, doNotCreateOpportunity: true }]);
  equal([joined[0].accountId, joined[0].opportunityId], [done.accountId, null]);
  const bad = await soap.convertLead([{ leadId: second, convertedStatus: 'Nope' }]);
  equal(bad[0].success, false);
});
await check('SOAP creates, changes, upserts and deletes as REST does', async () => {
  const created = await soap.create([{ type: 'Account', Name: `Soap ${run}` }, { type: 'Account', Phone: '1' }]);
  equal(created.map((r) => r.success), [true, false]);
  equal(created[1].errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  equal((await soap.update({ type: 'Account', Id: created[0].id, Phone: '5', Website: null })).success, true);
  equal((await soap.upsert('Entente_Id__c', [{ type: 'Account', Entente_Id__c: `soap${run}`, Name: 'Soap' }]))[0].created, true);
  equal((await soap.delete([created[0].id]))[0].success, true);
  const user = await soap.getUserInfo();
  ok(user.userId.startsWith('005') && user.organizationId.startsWith('00D'));
  ok(Math.abs(new Date((await soap.getServerTimestamp()).timestamp) - Date.now()) < 60_000);
  await soap.describeTabs();
});
