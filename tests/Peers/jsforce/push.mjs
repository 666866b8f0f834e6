// Outbound messages, and change events by the streaming API.
import { createServer } from 'node:http';
import jsforce from 'jsforce';
import { check, equal, ok } from '../harness.mjs';
import { admin, conn, run, url } from './org.mjs';
import { deal } from './records.mjs';

await check('a change is told by an outbound message, again when not acknowledged', async () => {
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
    while (received.length < 2 && Date.now() - sent < 15_000) await new Promise((resolve) => { setTimeout(resolve, 5); });
    ok(received.length >= 2, `${received.length} messages`);
    console.log(`outbound message ${received[0].at - sent} ms after the call began`);
    const { body } = received[1];
    ok(body.includes(`<sf:Id>${deal}</sf:Id>`) && body.includes('<sf:Amount>7777</sf:Amount>') && body.includes(`Deal &lt;${run}&gt; &amp; co`), body);
    const id = (text) => /<Id>(04l\w{15})<\/Id>/.exec(text)?.[1];
    equal(id(received[0].body), id(body));
  } finally {
    await admin('DELETE', '/salesforce/outbound');
    server.close();
  }
});

await check('change events are streamed with the name the writer gave itself, and told again from any of them', async () => {
  const writer = new jsforce.Connection({ instanceUrl: url, accessToken: conn.accessToken, version: '66.0', callOptions: { client: 'entente' } });
  // The extension that jsforce has for it needs a browser-like Bayeux client of its own: the client it makes is used as it is.
  const received = [];
  const client = conn.streaming.createClient();
  try {
    await client.subscribe('/data/AccountChangeEvent', (event) => received.push(event));
    const { id } = await writer.sobject('Account').create({ Name: `Streamed ${run}` });
    await writer.sobject('Account').update({ Id: id, Phone: '42' });
    await writer.sobject('Account').destroy(id);
    const until = Date.now() + 15_000;
    const mine = () => received.filter((e) => e.payload.ChangeEventHeader.recordIds[0] === id);
    while (mine().length < 3 && Date.now() < until) await new Promise((resolve) => { setTimeout(resolve, 20); });
    equal(mine().map((e) => e.payload.ChangeEventHeader.changeType), ['CREATE', 'UPDATE', 'DELETE']);
    const [, update] = mine();
    equal([update.payload.Phone, update.payload.ChangeEventHeader.changedFields, update.payload.ChangeEventHeader.changeOrigin], ['42', ['Phone'], 'com/salesforce/api/rest/66.0;client=entente']);
    const again = [];
    const replayed = conn.streaming.createClient([{
      outgoing: (message, next) => next(message.channel === '/meta/subscribe' ? { ...message, ext: { replay: { '/data/ChangeEvents': -2 } } } : message),
    }]);
    try {
      await replayed.subscribe('/data/ChangeEvents', (event) => again.push(event));
      while (again.length < 3 && Date.now() < until) await new Promise((resolve) => { setTimeout(resolve, 20); });
      ok(again.some((e) => e.event.replayId === update.event.replayId), `${again.length} events`);
    } finally {
      replayed.disconnect();
    }
  } finally {
    client.disconnect();
  }
});
