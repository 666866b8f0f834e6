// The sandbox's org as the areas share it: where it is, its keys, one signed-in connection, and the count of what was called.
import jsforce from 'jsforce';
import { check, equal, ok, setting } from '../harness.mjs';

export const url = setting('salesforce-url', 'SANDBOX_SALESFORCE_URL', 'http://localhost:5082');
export const hubspot = setting('hubspot-url', 'SANDBOX_HUBSPOT_URL', 'http://localhost:5081');
export const token = setting('hubspot-token', 'SANDBOX_HUBSPOT_TOKEN', 'pat-sandbox-7b1f0c52-entente');
export const version = '66.0';
export const base = `/services/data/v${version}`;
export const run = Date.now().toString(36);

export const admin = async (method, path, body, type = 'application/json') => {
  const answer = await fetch(`${url}/sandbox/admin${path}`, {
    method, headers: { 'content-type': type }, body: type === 'application/json' ? body && JSON.stringify(body) : body,
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('content-type')?.includes('json') ? answer.json() : undefined;
};
export const keys = (await admin('GET', '/credentials')).salesforce;
export const client = { client_id: keys.clientId, client_secret: keys.clientSecret };

/** The call must fail with Salesforce's error code; returns the error for a closer look. */
export const refused = async (code, call) => {
  try {
    await call();
  } catch (error) {
    equal(error.errorCode ?? error.name, code);
    return error;
  }
  throw new Error(`expected ${code}, but the call went through`);
};
export const tokenOf = async (form) => {
  const answer = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, ...(await answer.json()) };
};

/** The connection every area uses. */
export const conn = new jsforce.Connection({ oauth2: { loginUrl: url, clientId: keys.clientId, clientSecret: keys.clientSecret }, instanceUrl: url, version });
await check('client credentials open a session', async () => {
  await conn.authorize({ grant_type: 'client_credentials' });
  ok(conn.accessToken.startsWith('00D'), conn.accessToken);
});
conn.bulk2.pollInterval = 40;

/** Makes a custom field and lets the API's user see and write it; does nothing when it is there. */
export const defineField = async (on, seenOn, name, metadata) => {
  const fields = async () => (await conn.request(`${base}/sobjects/${seenOn[0]}/describe`)).fields;
  if ((await fields()).some((f) => f.name === `${name}__c`)) return;
  await conn.tooling.sobject('CustomField').create({ FullName: `${on}.${name}__c`, Metadata: metadata });
  const set = (await conn.query('SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = true')).records[0].Id;
  for (const object of seenOn)
    await conn.sobject('FieldPermissions').create({ ParentId: set, SobjectType: object, Field: `${object}.${name}__c`, PermissionsRead: true, PermissionsEdit: true });
};
