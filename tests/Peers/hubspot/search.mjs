// Search, its operators and its limits.
import { check, equal, ok, refused } from '../harness.mjs';
import { companies, deals, run, search } from './common.mjs';
import { company, deal } from './records.mjs';

await check('search by equality, without regard to case', async () =>
  equal((await search(companies, [{ propertyName: 'domain', operator: 'EQ', value: `ALDERMERE-${run}.example` }])).results.map((r) => r.id), [company.id]));
await check('search by change time, ascending, from an instant on', async () => {
  const since = company.createdAt.getTime().toString();
  const found = await search(deals, [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: since }], { sorts: ['hs_lastmodifieddate'] });
  const times = found.results.map((r) => r.updatedAt.getTime());
  ok(found.results.some((r) => r.id === deal.id));
  equal(times, [...times].sort((a, b) => a - b));
});
await check('IN wants lower case, tokens take stars, HAS_PROPERTY, BETWEEN', async () => {
  const domain = `aldermere-${run}.example`;
  equal((await search(companies, [{ propertyName: 'domain', operator: 'IN', values: [domain] }])).total, 1);
  equal((await search(companies, [{ propertyName: 'domain', operator: 'IN', values: [domain.toUpperCase()] }])).total, 0);
  ok((await search(companies, [{ propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'alderm*' }])).total >= 1);
  ok((await search(deals, [{ propertyName: 'amount', operator: 'BETWEEN', value: '12000', highValue: '12001' }, { propertyName: 'entente_id', operator: 'EQ', value: `dr_${run}` }])).total === 1);
  equal((await search(companies, [{ propertyName: 'city', operator: 'NOT_HAS_PROPERTY' }, { propertyName: 'entente_id', operator: 'EQ', value: `acc_${run}` }])).total, 1);
});
await check('search by association', async () =>
  equal((await search(deals, [{ propertyName: 'associations.company', operator: 'EQ', value: company.id }])).results.map((r) => r.id), [deal.id]));
await check('free text finds beginnings of words', async () =>
  equal((await search(companies, [], { query: `alder ${run}` })).results.map((r) => r.id), [company.id]));
await check('search keeps its limits: 201 a page, 10,000 deep, 7 filters, 6 groups, 19 filters in all, two sorts, 3,000 characters', async () => {
  const f = { propertyName: 'name', operator: 'HAS_PROPERTY' };
  await refused(400, () => search(companies, [f], { limit: 201 }));
  await refused(400, () => search(companies, [f], { after: '10000' }));
  await refused(400, () => search(companies, Array(7).fill(f)));
  await refused(400, () => search(companies, [], { filterGroups: Array(6).fill({ filters: [f] }) }));
  // Five groups of 4, 4, 4, 4 and 2 are 18 filters; one more is too many, though no group is.
  const groups = (last) => [4, 4, 4, 4, last].map((n) => ({ filters: Array(n).fill(f) }));
  await search(companies, [], { filterGroups: groups(2) });
  await refused(400, () => search(companies, [], { filterGroups: groups(3) }));
  await refused(400, () => search(companies, [f], { sorts: ['name', 'domain'] }));
  await refused(400, () => search(companies, [{ ...f, operator: 'EQ', value: 'x'.repeat(3000) }]));
  await refused(400, () => search(companies, [{ ...f, propertyName: 'nosuch' }]));
});
