/**
 * `npm run audit`: what npm's registry knows against the packages that the program runs with, of any severity, beyond
 * what is argued for in `audit-exceptions.yaml`. Exit codes: 0 nothing; 1 something; 3 the registry doesn't answer such
 * questions, which is said, and is 0 with `--unanswered-is-fine`: mirrors of the registry have no answers.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type AuditReport, type Exception, judgeAudit } from './judge-audit.js';

/** npm ends with 1 where it finds something, with the same JSON. */
const ask = (): Promise<AuditReport> =>
  new Promise((resolve) => {
    execFile('npm', ['audit', '--json', '--omit=dev'], { maxBuffer: 2 ** 26 }, (_error, stdout) => {
      resolve(JSON.parse(stdout || '{}') as AuditReport);
    });
  });

async function main(): Promise<void> {
  const exceptions = parse(readFileSync(join(__dirname, 'audit-exceptions.yaml'), 'utf8')) as Exception[];
  const report = await ask();
  if (report.vulnerabilities === undefined) {
    console.log(`Not audited: the registry did not answer (${report.message ?? 'no reason given'}).`);
    process.exitCode = process.argv.includes('--unanswered-is-fine') ? 0 : 3;
    return;
  }
  const { open, spent } = judgeAudit(report.vulnerabilities, exceptions);
  for (const line of open) console.log(line);
  for (const { folder } of spent)
    console.log(`Nothing is known against ${folder} any more: take its exception out.`);
  console.log(`${open.length} open, ${exceptions.length} argued for.`);
  process.exitCode = open.length + spent.length > 0 ? 1 : 0;
}

void main();
