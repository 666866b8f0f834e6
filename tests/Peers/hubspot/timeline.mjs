// Timeline events of the app, and form submissions from a website.
import { check, equal, ok, refused } from '../harness.mjs';
import { admin, client, connect, contacts, deals, run, token, url } from './common.mjs';
import { contact, deal } from './records.mjs';

const { developerKey, appId } = (await admin('GET', '/credentials')).hubspot;
const developer = connect({ developerApiKey: developerKey });
const { eventsApi } = client.crm.timeline;
const { templatesApi, tokensApi } = developer.crm.timeline;
const template = await check('a template is made with the developer key, 201, and read back', async () => {
  const made = await templatesApi.create(appId, {
    name: 'Registration', objectType: 'deals', headerTemplate: '{{partner}} registered it', detailTemplate: 'Status {{status}}',
    tokens: [{ name: 'partner', label: 'Partner', type: 'string' }, { name: 'status', label: 'Status', type: 'string', objectPropertyName: 'hs_next_step' }],
  });
  equal((await templatesApi.getById(made.id, appId)).name, 'Registration');
  ok((await templatesApi.getAll(appId)).results.length >= 1);
  await templatesApi.update(made.id, appId, { id: made.id, name: 'Registration of a deal', tokens: made.tokens });
  await tokensApi.create(made.id, appId, { name: 'extra', label: 'Extra', type: 'string' });
  await tokensApi.update(made.id, 'extra', appId, { label: 'Extra 2' });
  await tokensApi.archive(made.id, 'extra', appId);
  return made;
});
await check('an event happens once, 201, and stamps its property', async () => {
  const event = { eventTemplateId: template.id, objectId: deal.id, id: `e1_${run}`, tokens: { partner: 'Kestrel Quay', status: 'approved' } };
  const made = await eventsApi.create(event);
  equal((await eventsApi.create({ ...event, tokens: { partner: 'Other', status: 'rejected' } })).tokens.partner, made.tokens.partner);
  equal((await eventsApi.getById(template.id, made.id)).objectId, deal.id);
  equal((await eventsApi.getDetailById(template.id, made.id)).details, 'Status approved');
  const page = await client.apiRequest({ path: `/integrators/timeline/v3/events/${template.id}/${made.id}/render` });
  equal(await page.text(), 'Kestrel Quay registered it');
  equal((await deals.basicApi.getById(deal.id, ['hs_next_step'])).properties.hs_next_step, 'approved');
});
await check('events in a batch; an unknown record is refused', async () => {
  const { status } = await eventsApi.createBatch({ inputs: [{ eventTemplateId: template.id, objectId: deal.id, id: `e2_${run}`, tokens: {} }] });
  equal(status, 'COMPLETE');
  await refused(400, () => eventsApi.create({ eventTemplateId: template.id, objectId: '1', tokens: {} }));
  await templatesApi.archive(template.id, appId);
});
await check('a form submission makes a contact, or changes the one it finds', async () => {
  const submit = (path, fields, headers) => fetch(`${url}/submissions/v3/integration/${path}/4411/f1`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ fields }),
  });
  const email = `form.${run}@example.org`;
  const field = (name, value, objectTypeId = '0-1') => ({ objectTypeId, name, value });
  const first = await submit('submit', [field('email', email), field('firstname', 'Ada'), field('name', `Form Works ${run}`, '0-2')]);
  ok((await first.json()).inlineMessage);
  await submit('secure/submit', [field('email', email), field('jobtitle', 'Engineer')], { authorization: `Bearer ${token}` });
  const read = await contacts.basicApi.getById(email, ['firstname', 'jobtitle'], undefined, ['companies'], false, 'email');
  equal([read.properties.firstname, read.properties.jobtitle, read.associations.companies.results.length], ['Ada', 'Engineer', 2]);
  equal((await submit('submit', [field('firstname', 'Nobody')])).status, 400);
  equal((await submit('secure/submit', [field('email', email)])).status, 401);
  ok(contact.id !== read.id);
});
