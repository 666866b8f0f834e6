// Lists that are filled by hand.
import { check, equal, ok, refused } from '../harness.mjs';
import { client, run } from './common.mjs';
import { company } from './records.mjs';

const { listsApi, membershipsApi } = client.crm.lists;
const name = `Partners ${run}`;
const list = await check('a list is made, 200, once by name', async () => {
  const made = (await listsApi.create({ name, objectTypeId: '0-2', processingType: 'MANUAL' })).list;
  await refused(409, () => listsApi.create({ name, objectTypeId: '0-2', processingType: 'MANUAL' }));
  await refused(400, () => listsApi.create({ name: 'By rule', objectTypeId: '0-2', processingType: 'DYNAMIC' }));
  return made;
});
await check('it is found by id, by ids, by name, by search', async () => {
  equal((await listsApi.getById(list.listId)).list.name, name);
  equal((await listsApi.getAll([list.listId])).lists.length, 1);
  equal((await listsApi.getByName(name, '0-2')).list.listId, list.listId);
  const found = await listsApi.doSearch({ query: run, additionalProperties: [], count: 5, offset: 0 });
  equal([found.total, found.hasMore, found.lists[0].listId], [1, false, list.listId]);
});
await check('members come and go; the unknown are named', async () => {
  const added = await membershipsApi.add(list.listId, [company.id, '10999999999']);
  equal([added.recordsIdsAdded, added.recordIdsMissing], [[company.id], ['10999999999']]);
  equal((await membershipsApi.getPage(list.listId)).results.map((m) => m.recordId), [company.id]);
  ok((await membershipsApi.getPageOrderedByAddedToListDate(list.listId)).results.length === 1);
  equal((await membershipsApi.getLists('0-2', company.id)).results.map((l) => l.listId), [list.listId]);
  equal((await membershipsApi.addAndRemove(list.listId, { recordIdsToAdd: [], recordIdsToRemove: [company.id] })).recordIdsRemoved, [company.id]);
  await membershipsApi.add(list.listId, [company.id]);
  equal((await membershipsApi.remove(list.listId, [company.id])).recordIdsRemoved, [company.id]);
  await membershipsApi.add(list.listId, [company.id]);
  await membershipsApi.removeAll(list.listId);
  equal((await membershipsApi.getPage(list.listId)).results, []);
});
await check('it is renamed, deleted 204, restored 204', async () => {
  equal((await listsApi.updateName(list.listId, `${name} 2`, true)).updatedList.name, `${name} 2`);
  await listsApi.remove(list.listId);
  await refused(404, () => listsApi.getById(list.listId));
  await listsApi.restore(list.listId);
  ok((await listsApi.getById(list.listId)).list);
});
