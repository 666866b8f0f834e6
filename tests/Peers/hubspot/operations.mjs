// The call table of the official client (what a CRM connector calls, how it goes over the wire, how it ends well), and which rows of it nobody called.
import { admin, called } from './common.mjs';

const all = ['companies', 'contacts', 'deals', 'tickets', 'products', 'lineItems', ...['notes', 'tasks', 'emails', 'meetings', 'calls', 'leads'].map((t) => `objects.${t}`)];
const record = '/crm/v3/objects/{type}';
const pair = '/crm/v4/associations/{type}/{type}';
const pipelines = '/crm/v3/pipelines/{type}';
const of = (kinds, call, ...wires) => [kinds.map((kind) => `crm.${kind}.${call}`), ...wires];
const one = (call, ...wires) => [[call], ...wires];

/** Functions of the client, all of which must have been called; and the requests they make, each with the statuses that were wanted of it. */
export const table = [
  of([...all, 'objects'], 'basicApi.create', `POST ${record} 201`),
  of([...all, 'objects'], 'basicApi.getById', `GET ${record}/{id} 200`),
  of([...all, 'objects'], 'basicApi.getPage', `GET ${record} 200`),
  of(['companies', 'contacts', 'deals', 'tickets', 'products', 'lineItems'], 'getAll', `GET ${record} 200`),
  of([...all, 'objects'], 'basicApi.update', `PATCH ${record}/{id} 200`),
  of([...all, 'objects'], 'basicApi.archive', `DELETE ${record}/{id} 204`),
  of(['companies', 'contacts', 'deals', 'tickets'], 'basicApi.merge', `POST ${record}/merge 200`),
  of(['contacts'], 'basicApi.purge', `POST ${record}/gdpr-delete 204`),
  of([...all, 'objects'], 'searchApi.doSearch', `POST ${record}/search 200`),
  of([...all, 'objects'], 'batchApi.create', `POST ${record}/batch/create 201`, `POST ${record}/batch/create 207`),
  of([...all, 'objects'], 'batchApi.read', `POST ${record}/batch/read 200`, `POST ${record}/batch/read 207`),
  of([...all, 'objects'], 'batchApi.update', `POST ${record}/batch/update 200`),
  of([...all, 'objects'], 'batchApi.upsert', `POST ${record}/batch/upsert 200`),
  of([...all, 'objects'], 'batchApi.archive', `POST ${record}/batch/archive 204`),
  one('crm.associations.v4.basicApi.create', `PUT /crm/v4/objects/{type}/{id}/associations/{type}/{id} 201`),
  one('crm.associations.v4.basicApi.createDefault', `PUT /crm/v4/objects/{type}/{id}/associations/default/{type}/{id} 200`),
  one('crm.associations.v4.basicApi.getPage', `GET /crm/v4/objects/{type}/{id}/associations/{type} 200`),
  one('crm.associations.v4.basicApi.archive', `DELETE /crm/v4/objects/{type}/{id}/associations/{type}/{id} 204`),
  one('crm.associations.v4.batchApi.create', `POST ${pair}/batch/create 201`),
  one('crm.associations.v4.batchApi.createDefault', `POST ${pair}/batch/associate/default 200`),
  one('crm.associations.v4.batchApi.getPage', `POST ${pair}/batch/read 200`, `POST ${pair}/batch/read 207`),
  one('crm.associations.v4.batchApi.archive', `POST ${pair}/batch/archive 204`),
  one('crm.associations.v4.batchApi.archiveLabels', `POST ${pair}/batch/labels/archive 204`),
  one('crm.associations.v4.schema.definitionsApi.getAll', `GET ${pair}/labels 200`),
  one('crm.associations.v4.schema.definitionsApi.create', `POST ${pair}/labels 200`),
  one('crm.associations.v4.schema.definitionsApi.update', `PUT ${pair}/labels 204`),
  one('crm.associations.v4.schema.definitionsApi.remove', `DELETE ${pair}/labels/{id} 204`),
  one('crm.properties.coreApi.getAll', 'GET /crm/v3/properties/{type} 200'),
  one('crm.properties.coreApi.getByName', 'GET /crm/v3/properties/{type}/{name} 200'),
  one('crm.properties.coreApi.create', 'POST /crm/v3/properties/{type} 201'),
  one('crm.properties.coreApi.update', 'PATCH /crm/v3/properties/{type}/{name} 200'),
  one('crm.properties.coreApi.archive', 'DELETE /crm/v3/properties/{type}/{name} 204'),
  one('crm.properties.batchApi.create', 'POST /crm/v3/properties/{type}/batch/create 201'),
  one('crm.properties.groupsApi.create', 'POST /crm/v3/properties/{type}/groups 201'),
  one('crm.pipelines.pipelinesApi.getAll', `GET ${pipelines} 200`),
  one('crm.pipelines.pipelinesApi.create', `POST ${pipelines} 201`),
  one('crm.pipelines.pipelinesApi.replace', `PUT ${pipelines}/{id} 200`),
  one('crm.pipelines.pipelinesApi.update', `PATCH ${pipelines}/{id} 200`),
  one('crm.pipelines.pipelineStagesApi.create', `POST ${pipelines}/{id}/stages 201`),
  one('crm.pipelines.pipelineStagesApi.replace', `PUT ${pipelines}/{id}/stages/{id} 200`),
  one('crm.pipelines.pipelineStagesApi.update', `PATCH ${pipelines}/{id}/stages/{id} 200`),
  // With arguments the client writes a slash before the question mark, without them none: so too for lists, imports and forms.
  one('crm.owners.ownersApi.getPage', 'GET /crm/v3/owners/ 200', 'GET /crm/v3/owners 200'),
  one('crm.owners.ownersApi.getById', 'GET /crm/v3/owners/{id} 200'),
  one('crm.schemas.coreApi.getAll', 'GET /crm-object-schemas/v3/schemas 200'),
  one('crm.schemas.coreApi.create', 'POST /crm-object-schemas/v3/schemas 201'),
  one('crm.schemas.coreApi.createAssociation', 'POST /crm-object-schemas/v3/schemas/{type}/associations 201'),
  one('crm.lists.listsApi.create', 'POST /crm/v3/lists 200'),
  one('crm.lists.listsApi.doSearch', 'POST /crm/v3/lists/search 200'),
  one('crm.lists.listsApi.getAll', 'GET /crm/v3/lists/ 200'),
  one('crm.lists.listsApi.getById', 'GET /crm/v3/lists/{id} 200'),
  one('crm.lists.listsApi.remove', 'DELETE /crm/v3/lists/{id} 204'),
  one('crm.lists.membershipsApi.add', 'PUT /crm/v3/lists/{id}/memberships/add 200'),
  one('crm.lists.membershipsApi.getPage', 'GET /crm/v3/lists/{id}/memberships 200'),
  one('oauth.tokensApi.create', 'POST /oauth/v1/token 200'),
  one('oauth.accessTokensApi.get', 'GET /oauth/v1/access-tokens/{token} 200'),
  one('oauth.refreshTokensApi.archive', 'DELETE /oauth/v1/refresh-tokens/{token} 204'),
  one('webhooks.subscriptionsApi.create', 'POST /webhooks/v3/{app}/subscriptions 201'),
  one('webhooks.subscriptionsApi.getAll', 'GET /webhooks/v3/{app}/subscriptions 200'),
  one('webhooks.settingsApi.configure', 'PUT /webhooks/v3/{app}/settings 200'),
  one('webhooks.settingsApi.getAll', 'GET /webhooks/v3/{app}/settings 200'),
  one('crm.timeline.eventsApi.create', 'POST /integrators/timeline/v3/events 201'),
  one('crm.timeline.templatesApi.create', 'POST /integrators/timeline/v3/{app}/event-templates 201'),
  one('crm.imports.coreApi.create', 'POST /crm/v3/imports 200'),
  one('crm.imports.coreApi.getPage', 'GET /crm/v3/imports/ 200', 'GET /crm/v3/imports 200'),
  one('crm.imports.coreApi.getById', 'GET /crm/v3/imports/{id} 200'),
  one('crm.imports.coreApi.cancel', 'POST /crm/v3/imports/{id}/cancel 200'),
  one('crm.imports.publicImportsApi.getErrors', 'GET /crm/v3/imports/{id}/errors 200'),
  one('crm.exports.publicExportsApi.start', 'POST /crm/v3/exports/export/async 202'),
  one('crm.exports.publicExportsApi.getStatus', 'GET /crm/v3/exports/export/async/tasks/{id}/status 200'),
  one('marketing.forms.formsApi.create', 'POST /marketing/v3/forms 201'),
  one('marketing.forms.formsApi.getPage', 'GET /marketing/v3/forms/ 200', 'GET /marketing/v3/forms 200'),
  one('marketing.forms.formsApi.getById', 'GET /marketing/v3/forms/{id} 200'),
  one('marketing.forms.formsApi.update', 'PATCH /marketing/v3/forms/{id} 200'),
  one('marketing.forms.formsApi.replace', 'PUT /marketing/v3/forms/{id} 200'),
  one('marketing.forms.formsApi.archive', 'DELETE /marketing/v3/forms/{id} 204'),
  one('apiRequest', 'GET /integrators/timeline/v3/events/{template}/{id}/render 200'),
];

const answered = new Set();
let last = 0;

/** Takes over what the sandbox logged since the last time; it keeps 5,000 requests. */
export async function collect() {
  for (const { number, protocol, method, target, status } of await admin('GET', '/requests')) {
    if (number <= last || protocol !== 'hubSpot') continue;
    last = number;
    answered.add(`${method} ${target.split('?')[0]} ${status}`);
  }
}

const pattern = (wire) => new RegExp(`^${wire.replaceAll(/\{[a-z]+\}/g, '[^/ ]+')}$`);

/** Functions nobody called, and requests that never came or never ended as the table says. */
export const missing = () =>
  table.flatMap(([calls, ...wires]) => [
    ...calls.filter((call) => !called.has(call)),
    ...wires.filter((wire) => ![...answered].some((seen) => pattern(wire).test(seen))),
  ]);
export const rows = table.reduce((sum, [calls]) => sum + calls.length, 0);
