// OAuth: consent page, tokens, PKCE, rotation, expiry, revocation, scopes; limits as published.
import { createHash, randomBytes } from 'node:crypto';
import { check, equal, ok, refused } from '../harness.mjs';
import { admin, client, connect, run, token, url } from './common.mjs';

const { clientId, clientSecret } = (await admin('GET', '/credentials')).hubspot;
const redirect = 'http://localhost:9999/back?x=1';
const form = (fields) => ({ method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields) });
const consent = async (scope, more = {}, decision = 'connect') => {
  const page = `${url}/oauth/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: redirect, scope, state: run, ...more })}`;
  ok((await (await fetch(page)).text()).includes('Connect app'));
  const answer = await fetch(page, form({ decision }));
  equal(answer.status, 302);
  return new URL(answer.headers.get('location')).searchParams;
};
const exchange = (code, more = {}, version = 'v1') =>
  fetch(`${url}/oauth/${version}/token`, form({ grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret, redirect_uri: redirect, code, ...more }));

const { tokensApi, accessTokensApi, refreshTokensApi } = client.oauth;
const scope = 'oauth crm.objects.companies.read';
const tokens = await check('a code becomes tokens, once, and only with its redirect', async () => {
  ok(client.oauth.getAuthorizationUrl(clientId, redirect, scope).includes('oauth/authorize'));
  const answer = await consent(scope);
  equal(answer.get('state'), run);
  const code = answer.get('code');
  const made = await tokensApi.create('authorization_code', code, redirect, clientId, clientSecret);
  equal([made.tokenType, made.expiresIn], ['bearer', 1800]);
  equal((await refused(400, () => tokensApi.create('authorization_code', code, redirect, clientId, clientSecret))).body.status, 'BAD_AUTH_CODE');
  return made;
});
await check('the token reads what it was granted and nothing else', async () => {
  const app = connect({ accessToken: tokens.accessToken });
  ok((await app.crm.companies.basicApi.getPage(1)).results);
  const error = await refused(403, () => app.crm.deals.basicApi.getPage(1));
  equal(error.body.errors[0].context.requiredGranularScopes, ['crm.objects.deals.read']);
  equal(error.headers['x-hubspot-ratelimit-daily'], undefined);
  const info = await accessTokensApi.get(tokens.accessToken);
  equal([info.hubId, info.scopes], [4411, scope.split(' ')]);
  equal((await refreshTokensApi.get(tokens.refreshToken)).hubId, 4411);
});
await check('a refresh keeps the refresh token, unless they rotate', async () => {
  const refresh = (token) => tokensApi.create('refresh_token', undefined, undefined, clientId, clientSecret, token);
  equal((await refresh(tokens.refreshToken)).refreshToken, tokens.refreshToken);
  await admin('PUT', '/oauth', { rotate: true });
  const next = await refresh(tokens.refreshToken);
  ok(next.refreshToken !== tokens.refreshToken);
  const error = await refused(400, () => refresh(tokens.refreshToken));
  equal([error.body.status, error.body.error], ['BAD_REFRESH_TOKEN', 'invalid_grant']);
  await admin('PUT', '/oauth', { rotate: false });
  const app = connect({ accessToken: next.accessToken });
  await refreshTokensApi.archive(next.refreshToken);
  equal((await refused(401, () => app.crm.companies.basicApi.getPage(1))).body.category, 'INVALID_AUTHENTICATION');
});
await check('PKCE: without the verifier the code is worth nothing', async () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
  equal((await exchange((await consent(scope, challenge)).get('code'))).status, 400);
  const answer = await exchange((await consent(scope, challenge)).get('code'), { code_verifier: verifier }, 'v3');
  equal(answer.status, 200);
});
await check('an expired token says so; introspection and revocation by the dated path', async () => {
  await admin('PUT', '/oauth', { rotate: false, accessTokenSeconds: 1 });
  const answer = await (await exchange((await consent(scope)).get('code'), {}, '2026-09')).json();
  await admin('PUT', '/oauth', { rotate: false });
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const introspect = async (token) => (await fetch(`${url}/oauth/2026-09/token/introspect`, form({ ...credentials, token }))).json();
  equal((await introspect(answer.refresh_token)).active, true);
  await new Promise((resolve) => { setTimeout(resolve, 1100); });
  const app = connect({ accessToken: answer.access_token });
  equal((await refused(401, () => app.crm.companies.basicApi.getPage(1))).body.category, 'EXPIRED_AUTHENTICATION');
  equal((await fetch(`${url}/oauth/2026-09/token/revoke`, form({ ...credentials, token: answer.refresh_token }))).status, 204);
  equal((await introspect(answer.refresh_token)).active, false);
});
await check('a user may say no; a wrong secret is told', async () => {
  equal((await consent(scope, {}, 'cancel')).get('error'), 'access_denied');
  equal((await (await exchange('x', { client_secret: 'wrong' })).json()).status, 'BAD_CLIENT_SECRET');
});
await check('limits by plan: rolling, daily and search, with their headers', async () => {
  try {
    await admin('PUT', '/limits', { plan: 'free', tenSecondly: 3, daily: 5 });
    const call = (path) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const left = [];
    for (let i = 0; i < 3; i += 1) left.push((await call('/crm/v3/owners')).headers.get('x-hubspot-ratelimit-remaining'));
    equal(left, ['2', '1', '0']);
    const rolling = await call('/crm/v3/owners');
    equal([rolling.status, (await rolling.json()).policyName, rolling.headers.get('x-hubspot-ratelimit-daily-remaining')], [429, 'TEN_SECONDLY_ROLLING', '2']);
    await admin('PUT', '/limits', { plan: 'professional', daily: 1 });
    equal((await call('/crm/v3/owners')).headers.get('x-hubspot-ratelimit-max'), '190');
    equal((await (await call('/crm/v3/owners')).json()).policyName, 'DAILY');
    await admin('PUT', '/limits', { plan: 'enterprise', multiple: 10 });
    equal((await call('/crm/v3/owners')).headers.get('x-hubspot-ratelimit-max'), '1900');
  } finally {
    await admin('DELETE', '/limits');
  }
});
