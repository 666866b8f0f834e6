// What every part needs: the official client, which counts the operations called through it, and the sandbox's admin API.
import { Client } from '@hubspot/api-client';
import { setting } from '../harness.mjs';

export const url = setting('hubspot-url', 'SANDBOX_HUBSPOT_URL', 'http://localhost:5081');
export const token = setting('hubspot-token', 'SANDBOX_HUBSPOT_TOKEN', 'pat-sandbox-7b1f0c52-entente');
export const suites = setting('suites', 'ENTENTE_SUITES', '../../../shared/suites');
export const run = Date.now().toString(36);
export const now = new Date().toISOString();

/** Calls by operation, such as `crm.deals.basicApi.create`. */
export const called = new Map();

/** Whatever is called through it is counted under its path. */
function counting(target, path) {
  return new Proxy(target, {
    get(object, name) {
      const value = object[name];
      if (typeof name === 'symbol') return value;
      const at = path ? `${path}.${name}` : name;
      if (typeof value === 'function') {
        return (...args) => {
          called.set(at, (called.get(at) ?? 0) + 1);
          return value.apply(object, args);
        };
      }
      return value !== null && typeof value === 'object' ? counting(value, at) : value;
    },
  });
}

export const connect = (options) => counting(new Client({ basePath: url, ...options }), '');
export const client = connect({ accessToken: token });
export const stranger = connect({ accessToken: 'pat-wrong' });
export const { companies, contacts, deals } = client.crm;

export const admin = async (method, path, body) => {
  const answer = await fetch(`${url}/sandbox/admin${path}`, {
    method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.headers.get('content-type')?.includes('json') ? answer.json() : undefined;
};

export const search = (api, filters, more = {}) =>
  api.searchApi.doSearch({ filterGroups: filters.length ? [{ filters }] : [], properties: [], limit: 100, after: '0', sorts: [], ...more });

/** Until something holds, twenty seconds at most; returns what made it hold. */
export async function until(what, find) {
  const started = Date.now();
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() - started > 20_000) throw new Error(`${what} did not happen`);
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}
