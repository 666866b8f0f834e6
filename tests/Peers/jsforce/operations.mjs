// Which operations of the API were called, from the sandbox's own log; and which the client's call table has, all of which must have been.
import { admin, conn } from './org.mjs';

/** The call table: what jsforce can ask, and the resources an app reaches through `request`. */
export const table = [
  'GET /services/data', 'GET /', 'POST /services/oauth2/token', 'POST /services/oauth2/revoke', 'POST /services/oauth2/introspect',
  'GET /services/oauth2/userinfo', 'GET /services/oauth2/authorize', 'POST /services/oauth2/authorize', 'GET /id/{organisation}/{user}', 'POST /services/Soap/u',
  'GET /sobjects', 'GET /sobjects/{object}', 'GET /sobjects/{object}/describe', 'GET /sobjects/{object}/describe/layouts', 'GET /sobjects/{object}/describe/compactLayouts',
  'GET /sobjects/{object}/describe/approvalLayouts', 'GET /sobjects/{object}/listviews', 'GET /sobjects/{object}/listviews/{id}/describe',
  'GET /sobjects/{object}/listviews/{id}/results', 'GET /sobjects/{object}/quickActions', 'GET /quickActions',
  'POST /sobjects/{object}', 'GET /sobjects/{object}/{id}', 'PATCH /sobjects/{object}/{id}', 'DELETE /sobjects/{object}/{id}', 'GET /sobjects/{object}/{id}/{blob}',
  'GET /sobjects/{object}/{key}/{value}', 'PATCH /sobjects/{object}/{key}/{value}', 'DELETE /sobjects/{object}/{key}/{value}',
  'GET /sobjects/{object}/updated', 'GET /sobjects/{object}/deleted',
  'GET /query', 'GET /query/{locator}', 'GET /queryAll', 'GET /search', 'GET /parameterizedSearch', 'POST /parameterizedSearch',
  'POST /composite', 'POST /composite/batch', 'POST /composite/graph', 'POST /composite/tree/{object}',
  'POST /composite/sobjects', 'PATCH /composite/sobjects', 'DELETE /composite/sobjects', 'PATCH /composite/sobjects/{object}/{key}', 'POST /composite/sobjects/{object}',
  'GET /composite/sobjects/{object}',
  'POST /jobs/ingest', 'GET /jobs/ingest', 'GET /jobs/ingest/{id}', 'PATCH /jobs/ingest/{id}', 'DELETE /jobs/ingest/{id}', 'PUT /jobs/ingest/{id}/batches',
  'GET /jobs/ingest/{id}/successfulResults', 'GET /jobs/ingest/{id}/failedResults', 'GET /jobs/ingest/{id}/unprocessedrecords',
  'POST /jobs/query', 'GET /jobs/query', 'GET /jobs/query/{id}', 'PATCH /jobs/query/{id}', 'DELETE /jobs/query/{id}', 'GET /jobs/query/{id}/results', 'GET /jobs/query/{id}/resultPages',
  'GET /limits', 'GET /recent', 'GET /tabs', 'GET /theme', 'GET /ui-api/object-info/{object}/picklist-values/{id}',
  'POST /tooling/sobjects/{object}', 'GET /tooling/query', 'POST /cometd',
  ...['getServerTimestamp', 'getUserInfo', 'describeTabs', 'create', 'update', 'upsert', 'delete', 'undelete', 'emptyRecycleBin', 'merge', 'convertLead'].map((name) => `SOAP ${name}`),
];

const called = new Map();
const note = (operation) => called.set(operation, (called.get(operation) ?? 0) + 1);
let last = 0;

/** A request as an operation: what varies (ids, names, keys) is told by its kind. */
export function operation(method, target) {
  const path = target.split('?')[0].replace(/\/$/, '');
  const parts = path.split('/').filter(Boolean);
  if (parts[0] === 'id') return 'GET /id/{organisation}/{user}';
  if (parts[0] === 'cometd') return `${method} /cometd`;
  if (parts[1] === 'Soap') return `${method} /services/Soap/u`;
  if (parts[1] !== 'data') return `${method} ${path}`;
  if (parts.length === 2) return `${method} /services/data`;
  const rest = parts.slice(3);
  const id = (text) => /^(?=.*\d)[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text ?? '');
  const from = rest[0] === 'tooling' ? 1 : 0;
  switch (rest[from]) {
    case 'sobjects':
      if (rest.length > from + 1) rest[from + 1] = '{object}';
      if (rest.length > from + 3 && !['describe', 'listviews', 'updated', 'deleted', 'quickActions'].includes(rest[from + 2])) {
        if (id(rest[from + 2])) rest.splice(from + 2, rest.length, '{id}', '{blob}');
        else rest.splice(from + 2, rest.length, '{key}', '{value}');
      }
      break;
    case 'query':
      if (rest.length > from + 1) rest[from + 1] = '{locator}';
      break;
    case 'composite':
      if (['sobjects', 'tree'].includes(rest[1]) && rest[2]) rest[2] = '{object}';
      if (rest[3]) rest[3] = '{key}';
      break;
    case 'ui-api':
      rest[2] = '{object}';
      break;
    default:
  }
  return `${method} /${rest.map((part) => (id(part) ? '{id}' : part)).join('/')}`;
}

const invoke = conn.soap._invoke.bind(conn.soap);
conn.soap._invoke = (method, ...rest) => {
  note(`SOAP ${method}`);
  return invoke(method, ...rest);
};

/** Takes over what the sandbox logged since the last time; it keeps 5,000 requests. */
export async function collect() {
  for (const { number, protocol, method, target } of await admin('GET', '/requests')) {
    if (number <= last || protocol !== 'salesforce') continue;
    last = number;
    note(operation(method, target));
  }
}

/** Operations of the table nobody called. */
export const missing = () => table.filter((name) => !called.has(name));
export const sum = () => ({ calls: [...called.values()].reduce((a, b) => a + b, 0), operations: called.size, names: [...called.keys()] });
