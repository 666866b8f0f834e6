// The objects only Salesforce has: leads, events, e-mails, partners, notes, files; record types, 15-character ids, layouts.
import { check, equal, ok } from '../harness.mjs';
import { admin, base, conn, defineField, refused, run } from './org.mjs';
import { deal, made } from './records.mjs';

const lead = conn.sobject('Lead');
await check('a lead is created, found, changed and upserted by its external id', async () => {
  await defineField('Lead', ['Lead'], 'Entente_Id', { label: 'Entente id', type: 'Text', length: 64, externalId: true, unique: true });
  const { id } = await lead.create({ FirstName: 'Lea', LastName: `Lead ${run}`, Company: `Lead Co ${run}`, Email: `lea.${run}@lead.example`, NumberOfEmployees: 40 });
  ok(id.startsWith('00Q') && id.length === 18, id);
  const row = await lead.retrieve(id.slice(0, 15));
  equal([row.Id, row.Name, row.Status, row.IsConverted, row.NumberOfEmployees], [id, `Lea Lead ${run}`, 'Open - Not Contacted', false, 40]);
  await lead.update({ Id: id, Status: 'Working - Contacted', Entente_Id__c: `l${run}` });
  const again = await lead.upsert({ Entente_Id__c: `l${run}`, Title: 'CTO' }, 'Entente_Id__c');
  equal([again.id, again.created], [id, false]);
  await refused('DUPLICATE_VALUE', () => lead.create({ LastName: 'x', Company: 'x', Entente_Id__c: `l${run}` }));
  await refused('REQUIRED_FIELD_MISSING', () => lead.create({ LastName: 'x' }));
  await refused('INVALID_EMAIL_ADDRESS', () => lead.create({ LastName: 'x', Company: 'x', Email: 'nope' }));
  equal((await conn.query(`SELECT Owner.Name, Title FROM Lead WHERE Entente_Id__c = 'L${run}'`)).records.map((r) => [r.Owner.Name, r.Title]), [['Integration User', 'CTO']]);
});
await check('a queue may own a lead', async () => {
  const queue = (await conn.query("SELECT Id, Name FROM Group WHERE Type = 'Queue'")).records[0];
  const { id } = await lead.create({ LastName: `Queued ${run}`, Company: 'Q', OwnerId: queue.Id });
  equal((await conn.query(`SELECT Owner.Name, Owner.Type FROM Lead WHERE Id = '${id}'`)).records.map((r) => [r.Owner.Name, r.Owner.Type]), [['Partner leads', 'Queue']]);
});
await check('an event ends after its duration and hangs on person and thing', async () => {
  const who = (await conn.query(`SELECT Id FROM Lead WHERE LastName = 'Lead ${run}'`)).records[0].Id;
  const event = conn.sobject('Event');
  const { id } = await event.create({ Subject: 'Meeting', WhoId: who, WhatId: deal, StartDateTime: '2026-12-01T09:00:00.000Z', DurationInMinutes: 45 });
  const row = await event.retrieve(id);
  equal([row.EndDateTime, row.ActivityDate, row.DurationInMinutes], ['2026-12-01T09:45:00.000+0000', '2026-12-01', 45]);
  await event.update({ Id: id, DurationInMinutes: null, EndDateTime: '2026-12-01T10:00:00.000Z' });
  equal((await event.retrieve(id)).DurationInMinutes, 60);
  await refused('REQUIRED_FIELD_MISSING', () => event.create({ Subject: 'Never' }));
  await refused('MALFORMED_ID', () => event.create({ Subject: 'x', WhoId: deal, StartDateTime: '2026-12-01T09:00:00.000Z', DurationInMinutes: 5 }));
  const task = await conn.sobject('Task').create({ Subject: 'Call the lead', WhoId: who });
  equal((await conn.query(`SELECT Who.Name, Who.Type FROM Task WHERE Id = '${task.id}'`)).records[0].Who.Type, 'Lead');
});
await check('a sent e-mail is on the timeline and can no longer be edited', async () => {
  const email = conn.sobject('EmailMessage');
  const { id } = await email.create({ RelatedToId: deal, Subject: 'Hello', TextBody: 'Text', FromAddress: 'a@b.example', ToAddress: 'c@d.example', Status: '3', MessageDate: '2026-11-20T10:00:00.000Z' });
  const { ActivityId } = await email.retrieve(id);
  const task = await conn.sobject('Task').retrieve(ActivityId);
  equal([task.Subject, task.TaskSubtype, task.WhatId], ['Email: Hello', 'Email', deal]);
  await refused('INSUFFICIENT_ACCESS_OR_READONLY', () => email.update({ Id: id, Subject: 'Changed' }));
});
await check('a partner of an opportunity is there both ways and cannot be changed', async () => {
  const reseller = (await conn.sobject('Account').create({ Name: `Reseller ${run}` })).id;
  const partner = conn.sobject('OpportunityPartner');
  const { id } = await partner.create({ OpportunityId: deal, AccountToId: reseller, Role: 'VAR/Reseller', IsPrimary: true });
  const { records } = await conn.query(`SELECT Id, AccountToId, AccountTo.Name, Role, IsPrimary, ReversePartnerId FROM OpportunityPartner WHERE OpportunityId = '${deal}'`);
  equal(records.map((r) => [r.AccountToId, r.Role, r.IsPrimary]), [[reseller, 'VAR/Reseller', true], [made, 'Vendor', false]]);
  equal(records.map((r) => r.ReversePartnerId), [records[1].Id, records[0].Id]);
  await refused('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', () => partner.update({ Id: id, Role: 'Agency' }));
  const second = await conn.sobject('Partner').create({ OpportunityId: deal, AccountToId: reseller, Role: 'Agency', IsPrimary: true });
  equal((await conn.query(`SELECT Role FROM OpportunityPartner WHERE OpportunityId = '${deal}' AND IsPrimary = true`)).records.map((r) => r.Role), ['Agency']);
  equal((await conn.query(`SELECT COUNT() FROM AccountPartner WHERE AccountFromId = '${made}'`)).totalSize, 2);
  await conn.sobject('Partner').destroy(second.id);
  equal((await conn.query(`SELECT (SELECT Role FROM OpportunityPartnersFrom) FROM Opportunity WHERE Id = '${deal}'`)).records[0].OpportunityPartnersFrom.totalSize, 2);
  equal((await conn.query("SELECT MasterLabel, ReverseRole FROM PartnerRole WHERE ApiName = 'VAR/Reseller'")).records.map((r) => r.ReverseRole), ['Vendor']);
  await refused('INVALID_TYPE', () => partner.updated(new Date(Date.now() - 3600_000), new Date()));
});
await check('notes and files hang on a record', async () => {
  await conn.sobject('Note').create({ ParentId: made, Title: 'A note', Body: 'Text' });
  equal((await conn.query(`SELECT (SELECT Title FROM Notes) FROM Account WHERE Id = '${made}'`)).records[0].Notes.records.map((n) => n.Title), ['A note']);
  const { id } = await conn.sobject('ContentVersion').create({
    Title: 'Deck', PathOnClient: 'deck.pdf', VersionData: Buffer.from('%PDF bytes').toString('base64'), FirstPublishLocationId: deal,
  });
  const row = await conn.sobject('ContentVersion').retrieve(id);
  equal([row.ContentSize, row.FileExtension, row.IsLatest, row.VersionData], [10, 'pdf', true, `${base}/sobjects/ContentVersion/${id}/VersionData`]);
  const bytes = await fetch(`${conn.instanceUrl}${row.VersionData}`, { headers: { authorization: `Bearer ${conn.accessToken}` } });
  equal(await bytes.text(), '%PDF bytes');
  equal((await conn.query(`SELECT ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '${deal}'`)).records[0].ContentDocument.Title, 'Deck');
});
await check('a lookup made by the tooling API is a relationship', async () => {
  await defineField('Opportunity', ['Opportunity'], 'Partner_Account', { label: 'Partner', type: 'Lookup', referenceTo: 'Account', relationshipName: 'Partner_Deals', relationshipLabel: 'Deals' });
  await conn.sobject('Opportunity').update({ Id: deal, Partner_Account__c: made });
  equal((await conn.query(`SELECT Partner_Account__r.Id FROM Opportunity WHERE Id = '${deal}'`)).records[0].Partner_Account__r.Id, made);
  await refused('MALFORMED_ID', () => conn.sobject('Opportunity').update({ Id: deal, Partner_Account__c: deal }));
  const definitions = await conn.tooling.query("SELECT DeveloperName FROM CustomField WHERE TableEnumOrId = 'Opportunity'");
  ok(definitions.records.some((r) => r.DeveloperName === 'Partner_Account'), JSON.stringify(definitions));
});
await check('record types, profiles and funds are there when the org has them', async () => {
  await refused('INVALID_FIELD', () => conn.query('SELECT RecordTypeId FROM Opportunity LIMIT 1'));
  const { id } = await admin('POST', '/salesforce/record-types', { object: 'Opportunity', name: `Partner deal ${run}` });
  await conn.sobject('Opportunity').update({ Id: deal, RecordTypeId: id });
  equal((await conn.query(`SELECT RecordType.Name FROM Opportunity WHERE Id = '${deal}'`)).records[0].RecordType.Name, `Partner deal ${run}`);
  const picklists = await conn.request(`${base}/ui-api/object-info/Opportunity/picklist-values/${id}`);
  ok(picklists.picklistFieldValues.StageName.values.some((v) => v.value === 'Closed Won'));
  equal((await conn.query('SELECT Profile.Name FROM User WHERE IsActive = true')).records[0].Profile.Name, 'Integration');
  await refused('NOT_FOUND', () => conn.sobject('PartnerFundRequest').create({ Title: 'x' }));
  await admin('PUT', '/salesforce/features', { partnerFunds: true });
  const fund = await conn.sobject('PartnerFundRequest').create({ Title: 'Booth', Status: 'Draft', RequestedAmount: 500 });
  ok(fund.success);
  await refused('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', () => conn.sobject('PartnerFundRequest').create({ Title: 'x', Status: 'Maybe' }));
  await admin('PUT', '/salesforce/features', { partnerFunds: false });
});
await check('layouts, list views, tabs, theme and the recently viewed answer', async () => {
  const account = conn.sobject('Account');
  ok((await account.layouts()).layouts[0].detailLayoutSections.length > 0);
  ok((await account.compactLayouts()).compactLayouts.length > 0);
  equal((await account.approvalLayouts()).approvalLayouts, []);
  const { listviews } = await account.listviews();
  ok((await account.listview(listviews[0].id).results()).size > 0);
  ok((await account.listview(listviews[0].id).describe()).query.includes('FROM Account'));
  equal(await account.quickActions(), []);
  equal(await conn.quickActions(), []);
  ok((await conn.tabs()).some((t) => t.sobjectName === 'Opportunity'));
  ok((await conn.theme()).themeItems.length > 0);
  await conn.request({ method: 'GET', url: `${base}/sobjects/Account/${made}`, headers: { 'Sforce-Mru': 'updateMru=true' } });
  equal((await conn.recent()).map((r) => r.Id).includes(made), true);
  equal((await conn.sobject('Account').recent()).map((r) => r.Id), [made]);
});
