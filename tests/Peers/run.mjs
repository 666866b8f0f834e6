// Runs every peer against a sandbox that is already up, each with a time limit, and sums up.
//   node run.mjs [--hubspot-url U --hubspot-token T --salesforce-url U --suites DIR --limit SECONDS] [PEER…]
// The same settings are read from SANDBOX_HUBSPOT_URL, SANDBOX_HUBSPOT_TOKEN, SANDBOX_SALESFORCE_URL, ENTENTE_SUITES.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const named = args.filter((a, i) => !a.startsWith('--') && !args[i - 1]?.startsWith('--'));
const limitAt = args.indexOf('--limit');
const limit = Number(limitAt >= 0 ? args[limitAt + 1] : 120) * 1000;
const peers = (named.length ? named : ['hubspot', 'jsforce']).filter((p) => named.length || existsSync(join(here, `${p}.mjs`)));

let passed = 0;
let failed = 0;
for (const peer of peers) {
  console.log(`== ${peer}`);
  const sum = await run(peer);
  passed += sum.passed;
  failed += sum.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one peer; one that dies or runs out of time without a sum counts as one failure. */
function run(peer) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(here, `${peer}.mjs`), ...args], { stdio: ['ignore', 'pipe', 'inherit'], cwd: here });
    const timer = setTimeout(() => {
      console.log(`${peer} ran longer than ${limit / 1000} s`);
      child.kill('SIGKILL');
    }, limit);
    let last = '';
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      last = (last + chunk).slice(-200);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const sum = /(\d+) passed, (\d+) failed\s*$/.exec(last);
      if (!sum) resolve({ passed: 0, failed: 1 });
      else resolve({ passed: Number(sum[1]), failed: Number(sum[2]) + (code !== 0 && sum[2] === '0' ? 1 : 0) });
    });
  });
}
