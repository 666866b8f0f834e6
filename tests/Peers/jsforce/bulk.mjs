// Bulk API 2.0, both ways.
import { check, equal, ok } from '../harness.mjs';
import { base, conn, refused, run } from './org.mjs';

const { bulk2 } = conn;
const load = (options) => bulk2.loadAndWaitForResults({ pollInterval: 40, ...options });

await check('rows are inserted, and refused rows say why', async () => {
  const input = [{ Name: `Bulk ${run} 1`, Phone: '1' }, { Name: '', Phone: '2' }, { Name: `Bulk ${run}, "three"`, Phone: '3' }];
  const { successfulResults, failedResults, unprocessedRecords } = await load({ object: 'Account', operation: 'insert', input });
  equal(successfulResults.map((r) => [r.sf__Created, r.Name, r.sf__Id.length]), [['true', `Bulk ${run} 1`, 18], ['true', `Bulk ${run}, "three"`, 18]]);
  equal(failedResults.map((r) => [r.sf__Error, r.Phone]), [['REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name--', '2']]);
  equal(unprocessedRecords, []);
});
await check('500 rows are upserted by external id, made once and then changed', async () => {
  const input = (phone) => Array.from({ length: 500 }, (_, i) => ({ Name: `Mass ${run} ${i}`, Entente_Id__c: `m${run}${i}`, Phone: phone }));
  const options = { object: 'Account', operation: 'upsert', externalIdFieldName: 'Entente_Id__c' };
  const first = await load({ ...options, input: input('1') });
  const second = await load({ ...options, input: input('2') });
  equal([first.successfulResults.length, second.successfulResults.length], [500, 500]);
  equal([first, second].map((r) => new Set(r.successfulResults.map((row) => row.sf__Created)).size), [1, 1]);
  equal((await conn.query(`SELECT COUNT() FROM Account WHERE Name LIKE 'Mass ${run} %' AND Phone = '2'`)).totalSize, 500);
});
await check('an update may empty a field and name a parent by its external id; a wrong column fails the job', async () => {
  const [row] = (await conn.query(`SELECT Id FROM Account WHERE Entente_Id__c = 'm${run}0'`)).records;
  await load({ object: 'Account', operation: 'update', input: `Id,Phone,Industry\n${row.Id},#N/A,\n` });
  equal((await conn.sobject('Account').retrieve(row.Id)).Phone, null);
  const { successfulResults } = await load({ object: 'Contact', operation: 'insert', input: `LastName,Account.Entente_Id__c\nBulky ${run},m${run}0\n` });
  equal((await conn.sobject('Contact').retrieve(successfulResults[0].sf__Id)).AccountId, row.Id);
  const failed = await load({ object: 'Account', operation: 'insert', input: 'Name,Nope\na,b\n' }).catch((e) => e);
  ok(failed.message.includes('InvalidBatch : Field name not found : Nope'), failed.message);
  const ended = await load({ object: 'Account', operation: 'insert', lineEnding: 'CRLF', input: 'Name\nx\n' }).catch((e) => e);
  ok(ended.message.includes('LineEnding is invalid'), ended.message);
});
await check('other delimiters and line ends are kept in the results', async () => {
  const job = bulk2.createJob({ object: 'Lead', operation: 'insert', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' });
  await job.open();
  await job.uploadData(`LastName;Company\r\n"Semi;colon ${run}";Co\r\n`);
  await job.close();
  await job.poll(40, 10_000);
  const raw = await job.getSuccessfulResults(true);
  ok(raw.startsWith('"sf__Id";"sf__Created";"LastName";"Company"\r\n') && raw.includes(`"Semi;colon ${run}"`), raw);
});
await check('a job is aborted, and deleted with its rows; an ended one takes nothing', async () => {
  const job = bulk2.createJob({ object: 'Account', operation: 'insert' });
  const opened = await job.open();
  equal([opened.state, opened.contentUrl, opened.apiVersion], ['Open', `services/data/v66.0/jobs/ingest/${opened.id}/batches`, 66]);
  await job.uploadData('Name\nNever\n');
  await refused('INVALIDJOBSTATE', () => job.delete());
  await job.abort();
  equal((await job.getUnprocessedRecords()).map((r) => r.Name), ['Never']);
  await refused('INVALIDJOBSTATE', () => job.close());
  ok((await conn.request(`${base}/jobs/ingest`)).records.some((j) => j.id === opened.id));
  await job.delete();
  await refused('NOT_FOUND', () => job.check());
  await refused('INVALIDJOB', () => bulk2.createJob({ object: 'Account', operation: 'upsert' }).open());
  await refused('INVALIDENTITY', () => bulk2.createJob({ object: 'Nope', operation: 'insert' }).open());
});
await check('rows are deleted, also for good', async () => {
  const ids = (await conn.query(`SELECT Id FROM Account WHERE Name LIKE 'Mass ${run} %' ORDER BY Id LIMIT 4`)).records.map((r) => r.Id);
  await load({ object: 'Account', operation: 'delete', input: `Id\n${ids[0]}\n${ids[1]}\n` });
  await load({ object: 'Account', operation: 'hardDelete', input: `Id\n${ids[2]}\n` });
  const left = await conn.query(`SELECT Id FROM Account WHERE Id IN ('${ids.join("','")}')`, { scanAll: true });
  equal(left.records.map((r) => r.Id), [ids[0], ids[1], ids[3]]);
});
await check('a bulk query gives all its rows in one page', async () => {
  const stream = await bulk2.query(`SELECT Id, Name, Owner.Name, CreatedDate, Phone FROM Account WHERE Name LIKE 'Mass ${run} %' ORDER BY Name`, { pollInterval: 40 });
  const rows = await stream.toArray();
  equal(rows.length, 497);
  ok(rows[0]['Owner.Name'] === 'Integration User' && rows[0].CreatedDate.endsWith('.000Z'), JSON.stringify(rows[0]));
  const withDeleted = await (await bulk2.query(`SELECT Id FROM Account WHERE Name LIKE 'Mass ${run} %'`, { scanAll: true, pollInterval: 40 })).toArray();
  equal(withDeleted.length, 499);
});
await check('pages by maxRecords follow the locator to the word null', async () => {
  const job = await conn.requestPost(`${base}/jobs/query`, { operation: 'query', query: `SELECT Name FROM Account WHERE Name LIKE 'Mass ${run} %'` });
  equal([job.state, job.concurrencyMode, job.contentType], ['UploadComplete', 'Parallel', 'CSV']);
  const sizes = [];
  let locator = '';
  while (locator !== 'null') {
    const page = await fetch(`${conn.instanceUrl}${base}/jobs/query/${job.id}/results?maxRecords=200${locator && `&locator=${locator}`}`, { headers: { authorization: `Bearer ${conn.accessToken}`, accept: 'text/csv' } });
    sizes.push(Number(page.headers.get('sforce-numberofrecords')));
    locator = page.headers.get('sforce-locator');
    equal((await page.text()).trimEnd().split('\n').length, sizes.at(-1) + 1);
  }
  equal(sizes, [200, 200, 97]);
  equal((await conn.request(`${base}/jobs/query/${job.id}/resultPages?maxRecords=200`)).resultPages.length, 3);
  ok((await conn.request(`${base}/jobs/query`)).records.some((j) => j.id === job.id && j.numberRecordsProcessed === 497));
  await refused('INVALIDJOBSTATE', () => bulk2.job('query', { id: job.id }).abort());
  await bulk2.job('query', { id: job.id }).delete();
  await refused('API_ERROR', () => conn.requestPost(`${base}/jobs/query`, { operation: 'query', query: 'SELECT COUNT(Id) FROM Account' }));
});
