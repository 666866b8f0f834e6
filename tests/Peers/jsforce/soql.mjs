// The breadth of SOQL.
import { check, equal, ok } from '../harness.mjs';
import { admin, base, conn, defineField, refused, run } from './org.mjs';
import { deal, made } from './records.mjs';

const all = async (soql, options) => (await conn.query(soql, options)).records;
await conn.sobject('Account').create([
  { Name: `Q ${run} a`, Industry: 'Energy', NumberOfEmployees: 10, AnnualRevenue: 100 },
  { Name: `Q ${run} b`, Industry: 'Energy', NumberOfEmployees: 30, AnnualRevenue: 300 },
  { Name: `Q ${run} c`, Industry: 'Retail', NumberOfEmployees: 5 },
  { Name: `Q ${run} d` },
]);
const mine = `Name LIKE 'Q ${run} %'`;

await check('aggregates group, and HAVING keeps groups', async () => {
  const rows = await all(`SELECT Industry, COUNT(Id) n, SUM(NumberOfEmployees) s, MIN(NumberOfEmployees) lo, MAX(NumberOfEmployees) hi, AVG(NumberOfEmployees) FROM Account WHERE ${mine} GROUP BY Industry HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC`);
  equal(rows.map((r) => [r.attributes.type, r.Industry, r.n, r.s, r.lo, r.hi, r.expr0]), [['AggregateResult', 'Energy', 2, 40, 10, 30, 20]]);
  equal((await all(`SELECT COUNT_DISTINCT(Industry) d FROM Account WHERE ${mine}`))[0].d, 2);
  equal((await all(`SELECT Industry FROM Account WHERE ${mine} GROUP BY Industry HAVING SUM(NumberOfEmployees) <= 5 AND Industry != null`)).map((r) => r.Industry), ['Retail']);
  const years = await all(`SELECT CALENDAR_YEAR(CloseDate) y, SUM(Amount) s FROM Opportunity WHERE Id = '${deal}' GROUP BY CALENDAR_YEAR(CloseDate)`);
  equal(years.map((r) => [r.y, r.s]), [[2027, 5000]]);
  await refused('MALFORMED_QUERY', () => conn.query('SELECT Industry, Name FROM Account GROUP BY Industry'));
});
await check('nulls sort where asked', async () => {
  const last = await all(`SELECT Name FROM Account WHERE ${mine} ORDER BY Industry DESC NULLS LAST, Name LIMIT 4`);
  equal(last.map((r) => r.Name.slice(-1)).join(''), 'cabd');
  const first = await all(`SELECT Name FROM Account WHERE ${mine} ORDER BY Industry NULLS FIRST, Name OFFSET 1`);
  equal(first.map((r) => r.Name.slice(-1)).join(''), 'abc');
});
await check('relationships go up, down and through semi-joins', async () => {
  const [row] = await all(`SELECT Name, (SELECT Name, StageName FROM Opportunities WHERE Amount > 1), (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1) FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Id = '${deal}')`);
  equal([row.Opportunities.totalSize, row.Contacts.records.length], [1, 1]);
  equal((await all(`SELECT Id FROM Account WHERE ${mine} AND Id NOT IN (SELECT AccountId FROM Opportunity)`)).length, 4);
  equal((await all(`SELECT Opportunity.Account.Owner.Name FROM OpportunityContactRole WHERE OpportunityId = '${deal}'`))[0].Opportunity.Account.Owner.Name, 'Integration User');
  await refused('MALFORMED_QUERY', () => conn.query('SELECT a.b.c.d.e.f.g FROM Contact'));
});
await check('date literals and date functions filter', async () => {
  equal((await all(`SELECT Id FROM Account WHERE ${mine} AND CreatedDate = TODAY AND CreatedDate = LAST_N_DAYS:2 AND CreatedDate > LAST_YEAR AND CreatedDate = THIS_QUARTER`)).length, 4);
  equal((await all(`SELECT Id FROM Opportunity WHERE Id = '${deal}' AND CALENDAR_MONTH(CloseDate) = 3 AND CloseDate > 2027-03-30`)).length, 1);
});
await check('FIELDS, toLabel and FORMAT select', async () => {
  const [row] = await all(`SELECT FIELDS(ALL) FROM Account WHERE ${mine} ORDER BY Name LIMIT 1`);
  ok('Entente_Id__c' in row && 'SystemModstamp' in row);
  ok(!('Entente_Id__c' in (await all(`SELECT FIELDS(STANDARD) FROM Account WHERE ${mine} LIMIT 1`))[0]));
  await refused('MALFORMED_QUERY', () => conn.query('SELECT FIELDS(ALL) FROM Account'));
  const [labelled] = await all(`SELECT toLabel(StageName), FORMAT(Amount) amt FROM Opportunity WHERE Id = '${deal}' AND toLabel(StageName) LIKE 'Closed%'`);
  equal([labelled.StageName, labelled.amt], ['Closed Won', '5,000']);
});
await check('several choices are included or excluded', async () => {
  await defineField('Account', ['Account'], 'Regions', {
    label: 'Regions', type: 'MultiselectPicklist', visibleLines: 4,
    valueSet: { restricted: true, valueSetDefinition: { sorted: false, value: ['EMEA', 'APAC', 'AMER'].map((v) => ({ fullName: v, label: v })) } },
  });
  await conn.sobject('Account').update({ Id: made, Regions__c: 'EMEA;APAC' });
  const hits = async (condition) => (await conn.query(`SELECT COUNT() FROM Account WHERE Id = '${made}' AND Regions__c ${condition}`)).totalSize;
  equal([await hits("INCLUDES ('EMEA')"), await hits("INCLUDES ('EMEA;AMER', 'APAC;EMEA')"), await hits("INCLUDES ('AMER')"), await hits("EXCLUDES ('AMER')")], [1, 1, 0, 1]);
  await refused('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', () => conn.sobject('Account').update({ Id: made, Regions__c: 'EMEA;MARS' }));
});
await check('TYPEOF chooses fields by what a task is about', async () => {
  const [row] = await all(`SELECT TYPEOF What WHEN Account THEN Name, Phone WHEN Opportunity THEN Name, StageName ELSE Name END FROM Task WHERE WhatId = '${deal}' AND Subject LIKE 'Registration%'`);
  equal([row.What.attributes.type, row.What.StageName, 'Phone' in row.What], ['Opportunity', 'Closed Won', false]);
  const [owner] = await all(`SELECT Id, Owner.Name, Owner.Email FROM Task WHERE WhatId = '${deal}' LIMIT 1`);
  equal(owner.Owner.Name, 'Integration User');
});
await check('deleted rows are in ALL ROWS; locked and secured queries run', async () => {
  const { id } = await conn.sobject('Lead').create({ LastName: `Gone ${run}`, Company: 'x' });
  await conn.sobject('Lead').destroy(id);
  equal((await all(`SELECT Id FROM Lead WHERE Id = '${id}'`)).length, 0);
  equal((await all(`SELECT IsDeleted FROM Lead WHERE Id = '${id}' ALL ROWS`)).map((r) => r.IsDeleted), [true]);
  equal((await all(`SELECT IsDeleted FROM Lead WHERE Id = '${id}'`, { scanAll: true })).length, 1);
  equal((await all(`SELECT Id FROM Account USING SCOPE everything WHERE ${mine} WITH SECURITY_ENFORCED LIMIT 1 FOR VIEW`)).length, 1);
});
await check('ids compare in both their forms, strings without case', async () => {
  equal((await all(`SELECT Id FROM Account WHERE Id IN ('${made}', '${made.slice(0, 15)}')`)).length, 1);
  equal((await all(`SELECT Id FROM Account WHERE Name = 'q ${run} A'`)).length, 1);
});
await check('a query may fail for its time and its cursor for its age', async () => {
  await admin('POST', '/salesforce/refusals', { operation: 'query', code: 'QUERY_TIMEOUT', status: 400, message: 'Your query request was running for too long.', object: 'Contact', calls: 1 });
  await refused('QUERY_TIMEOUT', () => conn.query('SELECT Id FROM Contact'));
  const first = await conn.request({ method: 'GET', url: `${base}/query?q=${encodeURIComponent('SELECT Id FROM Account')}`, headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  equal([first.done, first.records.length], [false, 200]);
  await admin('DELETE', '/salesforce/cursors');
  await refused('INVALID_QUERY_LOCATOR', () => conn.queryMore(first.nextRecordsUrl));
  const long = await fetch(`${conn.instanceUrl}${base}/query?q=${'x'.repeat(17_000)}`, { headers: { authorization: `Bearer ${conn.accessToken}` } });
  equal(long.status, 414);
  await refused('MALFORMED_QUERY', () => conn.query('SELECT Id FROM Account WHERE Name = '));
});
