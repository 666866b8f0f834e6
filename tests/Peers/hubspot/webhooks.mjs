// Webhooks: signatures, retries, an app's own subscriptions.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { check, equal, ok } from '../harness.mjs';
import { admin, companies, connect, contacts, deals, until } from './common.mjs';
import { deal } from './records.mjs';

await check('a change arrives as a signed webhook', async () => {
  const received = [];
  let refused = false;
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c)).on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, body });
      const refuses = !refused && JSON.parse(body).some((e) => e.propertyName === 'amount');
      refused ||= refuses;
      response.writeHead(refuses ? 500 : 200).end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const targetUrl = `http://127.0.0.1:${server.address().port}/hooks/w?x=%2Fa`;
  try {
    await admin('PUT', '/webhooks', { targetUrl, appSecret: 'yyyyyyyy-yyyy' });
    await deals.basicApi.update(deal.id, { properties: { amount: '777', closedate: '2027-01-31' } });
    // Two properties may go in two batches, and the refused one comes again in its own time: look for the one that was refused.
    const closed = () => received.flatMap((r) => JSON.parse(r.body)).find((e) => e.propertyName === 'closedate');
    const again = () => received.find((r) => JSON.parse(r.body).some((e) => e.propertyName === 'amount' && e.attemptNumber === 1));
    await until('the refused batch again', () => again());
    const { headers, body } = again();
    const base = `POST${targetUrl.replace('%2F', '/')}${body}${headers['x-hubspot-request-timestamp']}`;
    equal(headers['x-hubspot-signature-v3'], createHmac('sha256', 'yyyyyyyy-yyyy').update(base).digest('base64'));
    const events = JSON.parse(body);
    const amount = events.find((e) => e.propertyName === 'amount');
    equal([amount.subscriptionType, amount.objectId, amount.propertyValue, amount.attemptNumber], ['deal.propertyChange', Number(deal.id), '777', 1]);
    await until('the other property', () => closed());
    equal(closed().propertyValue, String(Date.UTC(2027, 0, 31)));
  } finally {
    await admin('DELETE', '/webhooks');
    server.close();
  }
});

await check('an app hears of what it subscribed to with its developer key', async () => {
  const { developerKey, appId } = (await admin('GET', '/credentials')).hubspot;
  const { settingsApi, subscriptionsApi } = connect({ developerApiKey: developerKey }).webhooks;
  const received = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c)).on('end', () => {
      received.push(...JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(200).end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    const targetUrl = `http://127.0.0.1:${server.address().port}/app`;
    equal((await settingsApi.configure(appId, { targetUrl, throttling: { maxConcurrentRequests: 10 } })).targetUrl, targetUrl);
    equal((await settingsApi.getAll(appId)).targetUrl, targetUrl);
    const types = ['company.creation', 'company.merge', 'company.deletion', 'contact.privacyDeletion'];
    const made = [];
    for (const eventType of types) made.push(await subscriptionsApi.create(appId, { eventType, active: true }));
    const changes = await subscriptionsApi.create(appId, { eventType: 'company.propertyChange', propertyName: 'city', active: true });
    const off = await subscriptionsApi.create(appId, { eventType: 'deal.creation', active: false });
    equal((await subscriptionsApi.getById(off.id, appId)).active, false);
    equal((await subscriptionsApi.getAll(appId)).results.length, 6);
    const a = await companies.basicApi.create({ properties: { name: 'Hook A', city: 'Lier' } });
    const b = await companies.basicApi.create({ properties: { name: 'Hook B' } });
    const merged = await companies.basicApi.merge({ primaryObjectId: a.id, objectIdToMerge: b.id });
    const contact = await contacts.basicApi.create({ properties: { lastname: 'Erased' } });
    await contacts.basicApi.purge({ objectId: contact.id });
    await deals.basicApi.create({ properties: { dealname: 'Unheard', dealstage: 'qualifiedtobuy' } });
    await companies.basicApi.archive(merged.id);
    await until('all events', () => types.every((t) => received.some((e) => e.subscriptionType === t)));
    const merge = received.find((e) => e.subscriptionType === 'company.merge');
    equal([merge.primaryObjectId, merge.mergedObjectIds, merge.newObjectId], [Number(a.id), [Number(b.id)], Number(merged.id)]);
    equal(received.filter((e) => e.subscriptionType === 'company.propertyChange').map((e) => [e.subscriptionId, e.propertyName]), [[Number(changes.id), 'city']]);
    ok(!received.some((e) => e.subscriptionType === 'deal.creation'));
    await subscriptionsApi.update(off.id, appId, { active: true });
    equal((await subscriptionsApi.updateBatch(appId, { inputs: [{ id: Number(changes.id), active: false }] })).results[0].active, false);
    for (const { id } of [...made, changes, off]) await subscriptionsApi.archive(id, appId);
    await settingsApi.clear(appId);
  } finally {
    server.close();
  }
});
await check('pushes are doubled, reordered and delayed on demand', async () => {
  const received = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c)).on('end', () => {
      received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(200).end();
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const create = (name) => companies.batchApi.create({ inputs: [1, 2, 3, 4, 5].map((i) => ({ properties: { name: `${name} ${i}` } })) });
  const told = (name) => received.flat().filter((e) => e.propertyValue?.startsWith(name)).map((e) => e.propertyValue);
  try {
    await admin('PUT', '/webhooks', { targetUrl: `http://127.0.0.1:${server.address().port}/f`, eventTypes: ['company.propertyChange'] });
    await create('Usual');
    await until('the usual push', () => told('Usual').length === 5);
    await admin('POST', '/faults/rules', { fault: 'doublePush', positions: [1] });
    await create('Double');
    await until('the double', () => told('Double').length === 10);
    await admin('PUT', '/faults/rules', [{ fault: 'reorderPush', positions: [1], delayMs: 4000, seed: 4 }]);
    await create('Late');
    await until('the rule fired', async () => (await admin('GET', '/faults')).rules[0].fired === 1);
    await create('Early');
    await until('both', () => told('Late').length === 5 && told('Early').length === 5);
    const all = received.flat().map((e) => e.propertyValue);
    ok(all.indexOf('Early 1') < all.indexOf(told('Late')[0]), 'the later push came later');
    ok(told('Late').join() !== [...told('Late')].sort().join(), 'the events kept their order');
  } finally {
    await admin('DELETE', '/faults');
    await admin('DELETE', '/webhooks');
    server.close();
  }
});
