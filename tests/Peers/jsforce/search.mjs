// SOSL and its form in parameters.
import { check, equal } from '../harness.mjs';
import { base, conn, refused, run } from './org.mjs';

// Others come before them by name: a limit counts what is found.
await conn.sobject('Account').create([{ Name: `A ${run}` }, { Name: `B ${run}` }, { Name: `Findable ${run} North` }, { Name: `Findable ${run} South` }]);
await check('FIND finds words and beginnings of words in the objects asked for', async () => {
  const { searchRecords } = await conn.search(`FIND {findable AND ${run}} IN NAME FIELDS RETURNING Account(Id, Name ORDER BY Name LIMIT 2), Contact(Id) LIMIT 10`);
  equal(searchRecords.map((r) => [r.attributes.type, r.Name]), [['Account', `Findable ${run} North`], ['Account', `Findable ${run} South`]]);
  equal((await conn.search(`FIND {findab* ${run} sou?h} RETURNING Account(Name)`)).searchRecords.length, 1);
  equal((await conn.search(`FIND {"${run} North" OR "${run} South"} RETURNING Account(Name WHERE Name LIKE '%North')`)).searchRecords.length, 1);
  equal((await conn.search(`FIND {ada.${run}@peer.example} IN EMAIL FIELDS RETURNING Contact(Email)`)).searchRecords.length, 1);
  await refused('MALFORMED_SEARCH', () => conn.search('FIND acme'));
  await refused('MALFORMED_SEARCH', () => conn.search('FIND {a} RETURNING Account'));
});
await check('a parameterized search does the same', async () => {
  const get = await conn.request(`${base}/parameterizedSearch?q=Findable+${run}&sobject=Account&Account.fields=Id,Name&Account.limit=1&in=NAME`);
  equal(get.searchRecords.length, 1);
  const post = await conn.requestPost(`${base}/parameterizedSearch`, { q: `Findable ${run}`, fields: ['Id'], sobjects: [{ name: 'Account', fields: ['Name'], limit: 20 }], in: 'ALL', overallLimit: 5 });
  equal(post.searchRecords.length, 2);
});
