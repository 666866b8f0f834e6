// Outbound messages.
import { createServer } from 'node:http';
import { check, equal, ok } from '../harness.mjs';
import { admin, conn, run } from './org.mjs';
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
