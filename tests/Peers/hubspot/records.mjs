// Companies, contacts, deals and notes, one at a time.
import { check, equal, ok, refused } from '../harness.mjs';
import { admin, client, companies, contacts, deals, now, run } from './common.mjs';
import { owner } from './schema.mjs';

export const company = await check('a company is created, 201, every value a string', async () => {
  const made = await companies.basicApi.create({
    properties: { name: `Aldermere Foods ${run}`, domain: `aldermere-${run}.example`, numberofemployees: 120, entente_id: `acc_${run}`, hubspot_owner_id: owner.id },
  });
  equal(made.properties.numberofemployees, '120');
  equal(made.properties.hs_object_id, made.id);
  ok(made.createdAt instanceof Date && !Number.isNaN(made.createdAt.getTime()));
  return made;
});
await check('a second company with the same unique value is 409 and names the first', async () => {
  const error = await refused(409, () => companies.basicApi.create({ properties: { name: 'Twin', entente_id: `ACC_${run}` } }));
  equal(error.body.category, 'CONFLICT');
  ok(error.body.message.includes(`Existing ID: ${company.id}`), error.body.message);
});
await check('an unknown property in a write is 400 PROPERTY_DOESNT_EXIST', async () => {
  const error = await refused(400, () => companies.basicApi.create({ properties: { name: 'X', tierx: '1' } }));
  equal(error.body.errors[0].code, 'PROPERTY_DOESNT_EXIST');
  ok(JSON.parse(error.body.message.slice(error.body.message.indexOf('[')))[0].name === 'tierx');
});
await check('a company without name and domain is refused', () => refused(400, () => companies.basicApi.create({ properties: { city: 'Delft' } })));
await check('it reads back by id, asked properties only, unknown ones left out', async () => {
  const read = await companies.basicApi.getById(company.id, ['domain', 'nosuch']);
  equal(Object.keys(read.properties).sort(), ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id']);
});
await check('it reads back by its unique property', async () =>
  equal((await companies.basicApi.getById(`acc_${run}`, undefined, undefined, undefined, false, 'entente_id')).id, company.id));
await check('idProperty must be unique', () => refused(400, () => companies.basicApi.getById('x', undefined, undefined, undefined, false, 'city')));
await check('an unknown id is 404', () => refused(404, () => companies.basicApi.getById('10999999999')));
await check('update by id and by unique property', async () => {
  await companies.basicApi.update(company.id, { properties: { city: 'Delft' } });
  const read = await companies.basicApi.update(`acc_${run}`, { properties: { country: 'Netherlands' } }, 'entente_id');
  equal([read.properties.city, read.properties.country], ['Delft', 'Netherlands']);
  ok(read.updatedAt > company.createdAt);
});
await check('an empty string clears', async () => {
  await companies.basicApi.update(company.id, { properties: { city: '' } });
  equal((await companies.basicApi.getById(company.id, ['city'])).properties.city, null);
});
await check('a read-only property is refused', async () => {
  const error = await refused(400, () => companies.basicApi.update(company.id, { properties: { createdate: now } }));
  equal(error.body.errors[0].code, 'READ_ONLY_VALUE');
});
await check('a bad number, owner and lifecycle stage are refused by name', async () => {
  for (const [name, value, code] of [['numberofemployees', 'many', 'INVALID_INTEGER'], ['hubspot_owner_id', '1', 'INVALID_OWNER_ID'], ['lifecyclestage', 'friend', 'INVALID_OPTION']]) {
    const error = await refused(400, () => companies.basicApi.update(company.id, { properties: { [name]: value } }));
    equal(error.body.errors[0].code, code);
  }
});

export const contact = await check('a contact is created and found by e-mail, in any case', async () => {
  const made = await contacts.basicApi.create({ properties: { email: `Jane.${run}@Aldermere.example`, firstname: 'Jane', lastname: 'Møller-Ōta' } });
  equal((await contacts.basicApi.getById(`jane.${run}@aldermere.example`, ['lastname'], undefined, undefined, false, 'email')).properties.lastname, 'Møller-Ōta');
  ok((await contacts.basicApi.getById(made.id)).properties.lastmodifieddate);
  return made;
});
await check('the same e-mail again is 409 with the existing id', async () => {
  const error = await refused(409, () => contacts.basicApi.create({ properties: { email: `jane.${run}@aldermere.example` } }));
  equal(error.body.message, `Contact already exists. Existing ID: ${contact.id}`);
});
await check('a contact is updated by e-mail', async () =>
  equal((await contacts.basicApi.update(`jane.${run}@aldermere.example`, { properties: { jobtitle: 'CFO' } }, 'email')).properties.jobtitle, 'CFO'));
await check('a bad e-mail is refused', async () => {
  const error = await refused(400, () => contacts.basicApi.create({ properties: { email: 'not an address' } }));
  equal(error.body.errors[0].code, 'INVALID_EMAIL');
});
export const deal = await check('a deal is created with its company and contact in one call', async () => {
  const made = await deals.basicApi.create({
    properties: { dealname: `Aldermere 40 seats ${run}`, pipeline: 'default', dealstage: 'qualifiedtobuy', amount: '12000.50', closedate: '2026-12-31', entente_id: `dr_${run}` },
    associations: [
      { to: { id: company.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }] },
      { to: { id: contact.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }] },
    ],
  });
  equal([made.properties.amount, made.properties.closedate], ['12000.5', '2026-12-31T00:00:00.000Z']);
  const read = await deals.basicApi.getById(made.id, undefined, undefined, ['companies', 'contacts']);
  equal(read.associations.companies.results.map((r) => r.type), ['deal_to_company', 'deal_to_company_unlabeled']);
  equal(read.associations.contacts.results.map((r) => [r.id, r.type]), [[contact.id, 'deal_to_contact']]);
  return made;
});
await check('a deal needs a name and a stage of its pipeline', async () => {
  await refused(400, () => deals.basicApi.create({ properties: { dealname: 'X' } }));
  const error = await refused(400, () => deals.basicApi.create({ properties: { dealname: 'X', dealstage: 'nosuch' } }));
  equal(error.body.errors[0].code, 'INVALID_OPTION');
});
await check('an association to nothing creates nothing', async () => {
  const before = await admin('GET', '/counts');
  await refused(400, () => deals.basicApi.create({
    properties: { dealname: 'X', dealstage: 'qualifiedtobuy' },
    associations: [{ to: { id: '10999999999' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 341 }] }],
  }));
  equal((await admin('GET', '/counts')).deals, before.deals);
});
await check('propertiesWithHistory gives the time of the last change', async () => {
  const moved = await deals.basicApi.update(deal.id, { properties: { dealstage: 'contractsent' } });
  const read = await deals.basicApi.getById(deal.id, undefined, ['dealstage']);
  equal(read.propertiesWithHistory.dealstage[0].value, 'contractsent');
  equal(read.propertiesWithHistory.dealstage[0].timestamp.getTime(), moved.updatedAt.getTime());
});
export const note = await check('a note is created on the deal, 201', async () => {
  const made = await client.crm.objects.notes.basicApi.create({
    properties: { hs_timestamp: now, hs_note_body: '<p>Registered by <b>Kestrel Quay</b> &amp; approved</p>', entente_id: `note_${run}` },
    associations: [{ to: { id: deal.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 214 }] }],
  });
  equal((await client.crm.objects.notes.basicApi.getById(made.id, ['hs_note_body'])).properties.hs_note_body, '<p>Registered by <b>Kestrel Quay</b> &amp; approved</p>');
  return made;
});
await check('a note needs a time', () => refused(400, () => client.crm.objects.notes.basicApi.create({ properties: { hs_note_body: 'x' } })));
await check('the generic objects API takes singular names and type ids', async () => {
  equal((await client.crm.objects.basicApi.getById('0-3', deal.id)).id, deal.id);
  equal((await client.crm.objects.basicApi.getById('deal', deal.id)).id, deal.id);
  await refused(400, () => client.crm.objects.basicApi.getById('2-999', deal.id));
});
