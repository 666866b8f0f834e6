// An org of several currencies.
import { check, equal, ok } from '../harness.mjs';
import { admin, conn, refused, run } from './org.mjs';

const opportunity = conn.sobject('Opportunity');
await check('an org of one currency knows no currency field', async () => {
  await refused('INVALID_FIELD', () => conn.query('SELECT CurrencyIsoCode FROM Opportunity LIMIT 1'));
  await refused('INVALID_FIELD', () => opportunity.create({ Name: 'x', StageName: 'Qualification', CloseDate: '2027-01-01', CurrencyIsoCode: 'USD' }));
});
await check('in an org of several an amount is of its record, converted and compared on demand', async () => {
  await admin('PUT', '/salesforce/currencies', { corporate: 'EUR', others: [{ isoCode: 'USD', rate: 1.25 }, { isoCode: 'GBP', rate: 0.8, active: false }] });
  try {
    const deals = (await opportunity.create([
      { Name: `Money ${run} e`, StageName: 'Qualification', CloseDate: '2027-01-01', Amount: 100 },
      { Name: `Money ${run} u`, StageName: 'Qualification', CloseDate: '2027-01-01', Amount: 100, CurrencyIsoCode: 'USD' },
    ])).map((r) => r.id);
    const mine = `Name LIKE 'Money ${run} %'`;
    const { records } = await conn.query(`SELECT CurrencyIsoCode, Amount, convertCurrency(Amount) own FROM Opportunity WHERE ${mine} ORDER BY Name`);
    equal(records.map((r) => [r.CurrencyIsoCode, r.Amount, r.own]), [['EUR', 100, 100], ['USD', 100, 80]]);
    equal((await conn.query(`SELECT Id FROM Opportunity WHERE ${mine} AND Amount > USD110`)).records.map((r) => r.Id), [deals[0]]);
    equal((await conn.query(`SELECT SUM(Amount) s FROM Opportunity WHERE ${mine}`)).records[0].s, 180);
    await refused('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', () => opportunity.update({ Id: deals[0], CurrencyIsoCode: 'GBP' }));
    const types = await conn.query('SELECT IsoCode, ConversionRate, IsCorporate, IsActive FROM CurrencyType ORDER BY IsoCode');
    equal(types.records.map((r) => [r.IsoCode, r.ConversionRate, r.IsCorporate, r.IsActive]), [['EUR', 1, true, true], ['GBP', 0.8, false, false], ['USD', 1.25, false, true]]);
    ok((await conn.request(`/services/data/v66.0/sobjects/Account/describe`)).fields.some((f) => f.name === 'CurrencyIsoCode'));
  } finally {
    await admin('DELETE', '/salesforce/currencies');
  }
});
