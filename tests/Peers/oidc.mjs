// oidc-provider, a certified OpenID provider, with one client and one account:
//   node oidc.mjs --redirect URL [--email ADDRESS]
// Prints {"issuer": …} once it answers; ends with its standard input. Keys are new at each start.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';
import { setting } from './harness.mjs';

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://localhost:${server.address().port}`;
const email = setting('email', 'OIDC_EMAIL', 'maren.voss@corvane.example');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'entente',
      client_secret: 'peer-secret',
      redirect_uris: [setting('redirect', 'OIDC_REDIRECT')],
      id_token_signed_response_alg: setting('alg', 'OIDC_ALG', 'RS256'),
    },
  ],
  jwks: {
    keys: [
      { ...rsa.export({ format: 'jwk' }), use: 'sig', kid: randomUUID() },
      { ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: randomUUID() },
    ],
  },
  cookies: { keys: [randomUUID()] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email, email_verified: true, name: 'Maren Voss' }) }),
});
server.on('request', provider.callback());
console.log(JSON.stringify({ issuer }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
