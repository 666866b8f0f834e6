// What an org's administrators may set up against a write, and what stands in its way.
import { check, equal, ok } from '../harness.mjs';
import { admin, base, conn, refused, run } from './org.mjs';
import { deal, made } from './records.mjs';

const account = conn.sobject('Account');

await check('a validation rule refuses a record in its own words', async () => {
  await admin('POST', '/salesforce/validation-rules', { object: 'Opportunity', condition: 'Amount < 0', message: 'An amount cannot be negative.', field: 'Amount' });
  try {
    const error = await refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', () => conn.sobject('Opportunity').update({ Id: deal, Amount: -1 }));
    equal(error.message, 'An amount cannot be negative.');
    const [result] = await conn.sobject('Opportunity').update([{ Id: deal, Amount: -1 }]);
    equal([result.success, result.errors[0].statusCode, result.errors[0].fields], [false, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', ['Amount']]);
  } finally {
    await admin('DELETE', '/salesforce/rules');
  }
});
await check('a field made required is missed', async () => {
  await admin('POST', '/salesforce/required-fields', { object: 'Account', field: 'Phone' });
  try {
    await refused('REQUIRED_FIELD_MISSING', () => account.create({ Name: 'x' }));
    const { fields } = await conn.request(`${base}/sobjects/Account/describe`);
    equal(fields.find((f) => f.name === 'Phone').nillable, false);
  } finally {
    await admin('DELETE', '/salesforce/rules');
  }
});
await check('a duplicate rule shows the others, and saves when told to', async () => {
  await account.create({ Name: `Twin ${run}` });
  await admin('POST', '/salesforce/duplicate-rules', { object: 'Account', fields: ['Name'] });
  try {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ Name: `twin ${run}` });
    const raw = await fetch(`${conn.instanceUrl}${base}/sobjects/Account`, { method: 'POST', headers: { ...headers, authorization: `Bearer ${conn.accessToken}` }, body });
    const [error] = await raw.json();
    equal([raw.status, error.errorCode, error.duplicateResult.allowSave], [400, 'DUPLICATES_DETECTED', true]);
    ok(error.duplicateResult.matchResults[0].matchRecords[0].record.Id.startsWith('001'));
    await refused('DUPLICATES_DETECTED', () => account.create({ Name: `Twin ${run}` }));
    const saved = await account.create({ Name: `Twin ${run}` }, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=false; runAsCurrentUser=true' } });
    ok(saved.success);
  } finally {
    await admin('DELETE', '/salesforce/rules');
  }
});
await check('a held row and its children are locked, a row in approval too', async () => {
  await admin('POST', '/salesforce/locks', { ids: [made] });
  try {
    await refused('UNABLE_TO_LOCK_ROW', () => account.update({ Id: made, Phone: '9' }));
    await refused('UNABLE_TO_LOCK_ROW', () => conn.sobject('Contact').create({ LastName: 'x', AccountId: made }));
    const [locked, free] = await conn.sobject('Contact').create([{ LastName: 'x', AccountId: made }, { LastName: `Free ${run}` }]);
    equal([locked.errors[0].statusCode, free.success], ['UNABLE_TO_LOCK_ROW', true]);
    await admin('POST', '/salesforce/locks', { ids: [deal], code: 'ENTITY_IS_LOCKED' });
    await refused('ENTITY_IS_LOCKED', () => conn.sobject('Opportunity').update({ Id: deal, Amount: 1 }));
  } finally {
    await admin('DELETE', '/salesforce/hindrances');
  }
  await account.update({ Id: made, Phone: '9' });
});
await check('changes may be seen late though their stamp is early', async () => {
  await admin('PUT', '/salesforce/features', { lateMs: 400 });
  const { id } = await account.create({ Name: `Late ${run}` });
  equal((await conn.query(`SELECT Id FROM Account WHERE Name = 'Late ${run}'`)).totalSize, 0);
  const until = Date.now() + 5000;
  let seen = 0;
  while (seen === 0 && Date.now() < until) seen = (await conn.query(`SELECT Id FROM Account WHERE Name = 'Late ${run}'`)).totalSize;
  equal(seen, 1);
  await admin('PUT', '/salesforce/features', { lateMs: 0 });
  await account.destroy(id);
});
