// Sessions: SOAP login, client credentials, JWT, the web flow with PKCE, refresh and its rotation, identity.
import { createSign, generateKeyPairSync } from 'node:crypto';
import jsforce from 'jsforce';
import { check, equal, ok } from '../harness.mjs';
import { admin, client, conn, keys, refused, tokenOf, url, version } from './org.mjs';

await check('a SOAP login opens a session and logout ends it', async () => {
  const conn = new jsforce.Connection({ loginUrl: url, version });
  const user = await conn.login(keys.username, keys.password);
  ok(user.id.startsWith('005') && user.organizationId.startsWith('00D'), JSON.stringify(user));
  equal(new URL(conn.instanceUrl).origin, new URL(url).origin);
  await conn.query('SELECT Id FROM User LIMIT 1');
  const spent = conn.accessToken;
  await conn.logout();
  const late = new jsforce.Connection({ instanceUrl: url, accessToken: spent, version });
  await refused('INVALID_SESSION_ID', () => late.query('SELECT Id FROM User LIMIT 1'));
});
await check('a wrong password is INVALID_LOGIN', async () => {
  const conn = new jsforce.Connection({ loginUrl: url, version });
  const error = await conn.login(keys.username, 'wrong').catch((e) => e);
  ok(error instanceof Error && error.message.startsWith('INVALID_LOGIN'), String(error));
});
await check('a wrong secret, an unknown client and an unknown grant are refused in OAuth words', async () => {
  equal((await tokenOf({ grant_type: 'client_credentials', client_id: keys.clientId, client_secret: 'x' })).error, 'invalid_client');
  equal((await tokenOf({ grant_type: 'client_credentials', client_id: 'x', client_secret: 'x' })).error, 'invalid_client_id');
  const odd = await tokenOf({ grant_type: 'odd', ...client });
  equal([odd.status, odd.error], [400, 'unsupported_grant_type']);
});
await check('the password grant opens a session without a refresh token', async () => {
  const answer = await tokenOf({ grant_type: 'password', username: keys.username, password: keys.password, ...client });
  ok(answer.access_token && !answer.refresh_token && answer.signature, JSON.stringify(answer));
});
await check('a signed assertion opens a session; one signed by another key does not', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await admin('PUT', '/salesforce/certificate', pair.publicKey.export({ type: 'spki', format: 'pem' }), 'application/x-pem-file');
  const assertion = (key, claims) => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = `${part({ alg: 'RS256' })}.${part({ iss: keys.clientId, sub: keys.username, aud: 'https://login.salesforce.com', exp: Math.floor(Date.now() / 1000) + 180, ...claims })}`;
    return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
  };
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const made = new jsforce.Connection({ oauth2: { loginUrl: url }, instanceUrl: url, version });
  await made.authorize({ grant_type: grant, assertion: assertion(pair.privateKey) });
  await made.query('SELECT Id FROM User LIMIT 1');
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  equal((await tokenOf({ grant_type: grant, assertion: assertion(other.privateKey) })).error, 'invalid_grant');
  equal((await tokenOf({ grant_type: grant, assertion: assertion(pair.privateKey, { exp: 1 }) })).error, 'invalid_grant');
  equal((await tokenOf({ grant_type: grant, assertion: assertion(pair.privateKey, { sub: 'x' }) })).error, 'invalid_grant');
});
await check('the web flow with PKCE gives a refresh token that outlives its session', async () => {
  const oauth2 = new jsforce.OAuth2({ loginUrl: url, clientId: keys.clientId, clientSecret: keys.clientSecret, redirectUri: 'http://localhost/cb', useVerifier: true });
  const ask = new URL(oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 's&1' }));
  ok((await (await fetch(ask)).text()).includes('Allow'), 'no consent page');
  const answer = await fetch(`${url}/services/oauth2/authorize`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams([...ask.searchParams, ['answer', 'allow']]),
  });
  const back = new URL(answer.headers.get('location'));
  equal(back.searchParams.get('state'), 's&1');
  const web = new jsforce.Connection({ oauth2, instanceUrl: url, version });
  await web.authorize(back.searchParams.get('code'));
  ok(web.refreshToken, 'no refresh token');
  await refused('invalid_grant', () => web.authorize(back.searchParams.get('code')));
  await admin('DELETE', '/salesforce/sessions');
  let refreshed = 0;
  web.on('refresh', () => { refreshed += 1; });
  await Promise.all([web.query('SELECT Id FROM User LIMIT 1'), web.query('SELECT Id FROM User LIMIT 1')]);
  equal(refreshed, 1);
  await admin('PUT', '/salesforce/rotation', { on: true });
  try {
    const first = await tokenOf({ grant_type: 'refresh_token', refresh_token: web.refreshToken, ...client });
    ok(first.refresh_token && first.refresh_token !== web.refreshToken, 'no new refresh token');
    equal((await tokenOf({ grant_type: 'refresh_token', refresh_token: web.refreshToken, ...client })).error, 'invalid_grant');
  } finally {
    await admin('PUT', '/salesforce/rotation', { on: false });
  }
  await conn.authorize({ grant_type: 'client_credentials' });
  await web.logout(true).catch(() => undefined);
});
await check('identity tells user and organisation', async () => {
  const fresh = new jsforce.Connection({ instanceUrl: url, accessToken: conn.accessToken, version });
  const me = await fresh.identity();
  equal([me.username, me.active], [keys.username, true]);
  equal((await fetch(`${url}/id/${me.organization_id}/${me.user_id}`)).status, 403);
});
await check('every version from v31.0 answers, older ones are gone', async () => {
  const old = new jsforce.Connection({ instanceUrl: url, accessToken: conn.accessToken });
  await old.query('SELECT Id FROM User LIMIT 1');
  const answer = await fetch(`${url}/services/data/v30.0/limits`);
  equal(answer.status, 410);
  ok((await (await fetch(`${url}/services/data/`)).json()).some((v) => v.version === version), 'version not listed');
});
await check('userinfo, introspection and revocation know a session', async () => {
  const { access_token: spent } = await tokenOf({ grant_type: 'client_credentials', ...client });
  const bearer = { headers: { authorization: `Bearer ${spent}` } };
  const introspect = async () => (await fetch(`${url}/services/oauth2/introspect`, { method: 'POST', body: new URLSearchParams({ token: spent, ...client }) })).json();
  equal((await (await fetch(`${url}/services/oauth2/userinfo`, bearer)).json()).preferred_username, keys.username);
  equal((await introspect()).active, true);
  const revoked = await fetch(`${url}/services/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ token: spent }) });
  equal(revoked.status, 200);
  equal((await introspect()).active, false);
  equal((await fetch(`${url}/services/data/v${version}/limits`, bearer)).status, 401);
});
