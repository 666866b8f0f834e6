// The API budget.
import { check, equal, ok } from '../harness.mjs';
import { admin, base, conn, refused } from './org.mjs';

const account = conn.sobject('Account');
await check('limits count, and every answer tells', async () => {
  const { DailyApiRequests } = await conn.limits();
  ok(DailyApiRequests.Remaining < DailyApiRequests.Max);
  ok(conn.limitInfo.apiUsage.used > 0 && conn.limitInfo.apiUsage.limit === DailyApiRequests.Max, JSON.stringify(conn.limitInfo));
  await admin('PUT', '/salesforce/limits', { dailyApiRequests: 1 });
  await refused('REQUEST_LIMIT_EXCEEDED', () => account.create({ Name: 'x' }));
  await admin('DELETE', '/salesforce/limits');
});
await check('more calls that run for long than allowed are refused', async () => {
  await admin('PUT', '/salesforce/limits', { concurrent: 1, longAfterMs: 1 });
  await admin('POST', '/faults', { protocol: 'salesforce', calls: 1, fault: 'timeout' });
  const hanging = new AbortController();
  const hung = fetch(`${conn.instanceUrl}${base}/limits`, { headers: { authorization: `Bearer ${conn.accessToken}` }, signal: hanging.signal }).catch(() => undefined);
  try {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    const error = await refused('REQUEST_LIMIT_EXCEEDED', () => account.create({ Name: 'x' }));
    ok(error.message.startsWith('ConcurrentRequests'), error.message);
  } finally {
    hanging.abort();
    await hung;
    await admin('DELETE', '/salesforce/limits');
    await admin('DELETE', '/faults');
  }
  const { DailyBulkV2QueryJobs, DailyBulkApiBatches } = await conn.limits();
  ok(DailyBulkV2QueryJobs.Remaining < DailyBulkV2QueryJobs.Max && DailyBulkApiBatches.Remaining < DailyBulkApiBatches.Max);
  equal((await fetch(`${conn.instanceUrl}/services/data/`)).status, 200);
});
