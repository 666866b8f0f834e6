// The composite family beyond collections: batch, tree, graph, lists by GET, deletion by external id.
import { check, equal, ok } from '../harness.mjs';
import { base, conn, refused, run } from './org.mjs';
import { made } from './records.mjs';

await check('batch calls stand alone', async () => {
  const answer = await conn.requestPost(`${base}/composite/batch`, {
    batchRequests: [
      { method: 'PATCH', url: `v66.0/sobjects/Account/${made}`, richInput: { Phone: '1' } },
      { method: 'GET', url: `v66.0/sobjects/Account/${made}?fields=Phone` },
      { method: 'GET', url: 'v66.0/sobjects/Nope/1' },
    ],
  });
  equal([answer.hasErrors, answer.results.map((r) => r.statusCode), answer.results[1].result.Phone], [true, [204, 200, 404], '1']);
});
await check('a tree is made whole or not at all', async () => {
  const tree = (email) => ({
    records: [{
      attributes: { type: 'Account', referenceId: 'a1' }, Name: `Tree ${run}`,
      Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'c1' }, LastName: 'Leaf', Email: email }] },
      Opportunities: { records: [{ attributes: { type: 'Opportunity', referenceId: 'o1' }, Name: 'Branch', StageName: 'Qualification', CloseDate: '2027-01-01' }] },
    }],
  });
  const bad = await conn.requestPost(`${base}/composite/tree/Account`, tree('nope')).catch((e) => e);
  equal([bad.data ?? bad.content ?? bad.errorCode].length, 1);
  equal((await conn.query(`SELECT COUNT() FROM Account WHERE Name = 'Tree ${run}'`)).totalSize, 0);
  const raw = await fetch(`${conn.instanceUrl}${base}/composite/tree/Account`, {
    method: 'POST', headers: { authorization: `Bearer ${conn.accessToken}`, 'content-type': 'application/json' }, body: JSON.stringify(tree('nope')),
  });
  const refusal = await raw.json();
  equal([raw.status, refusal.hasErrors, refusal.results[0].referenceId, refusal.results[0].errors[0].statusCode], [400, true, 'c1', 'INVALID_EMAIL_ADDRESS']);
  const good = await conn.requestPost(`${base}/composite/tree/Account`, tree(`leaf.${run}@tree.example`));
  equal([good.hasErrors, good.results.map((r) => r.referenceId)], [false, ['a1', 'c1', 'o1']]);
  equal((await conn.query(`SELECT Account.Name FROM Contact WHERE Id = '${good.results[1].id}'`)).records[0].Account.Name, `Tree ${run}`);
});
await check('each graph stands or falls by itself', async () => {
  const graph = (id, stage) => ({
    graphId: id,
    compositeRequest: [
      { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'acc', body: { Name: `Graph ${id} ${run}` } },
      { method: 'POST', url: `${base}/sobjects/Opportunity`, referenceId: 'opp', body: { Name: 'x', StageName: stage, CloseDate: '2027-01-01', AccountId: '@{acc.id}' } },
    ],
  });
  const { graphs } = await conn.requestPost(`${base}/composite/graph`, { graphs: [graph('1', 'Qualification'), graph('2', 'Nope')] });
  equal(graphs.map((g) => [g.graphId, g.isSuccessful, g.graphResponse.compositeResponse.map((r) => r.httpStatusCode)]), [['1', true, [201, 201]], ['2', false, [400, 400]]]);
  equal((await conn.query(`SELECT Name FROM Account WHERE Name LIKE 'Graph % ${run}'`)).records.map((r) => r.Name), [`Graph 1 ${run}`]);
});
await check('lists are read by GET, and a record is deleted by its external id', async () => {
  const rows = await conn.request(`${base}/composite/sobjects/Account?ids=${made},001000000000000AAA&fields=Id,Name`);
  equal(rows.map((r) => r?.Id ?? null), [made, null]);
  await conn.sobject('Account').upsert({ Name: 'Short-lived', Entente_Id__c: `x${run}` }, 'Entente_Id__c');
  await conn.requestDelete(`${base}/sobjects/Account/Entente_Id__c/x${run}`);
  await refused('NOT_FOUND', () => conn.request(`${base}/sobjects/Account/Entente_Id__c/x${run}`));
  ok((await conn.requestPost(`${base}/composite`, { compositeRequest: [{ method: 'GET', url: `${base}/query?q=SELECT+Id+FROM+Account+LIMIT+1`, referenceId: 'q' }] })).compositeResponse[0].body.done);
});
