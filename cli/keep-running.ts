import { once } from 'node:events';
import type { Sandbox } from '../operations/sandbox.js';
import type { SignIns } from '../operations/sign-in-rehearsal.js';
import type { Output } from './output.js';

/**
 * Says how other shells and browsers reach a sandbox, and lets it run until Ctrl-C.
 *
 * @param command One to try there.
 */
export async function keepRunning(
  command: string,
  sandbox: Sandbox,
  { signIns }: SignIns,
  signal: AbortSignal,
  output: Output,
): Promise<void> {
  const exports = Object.entries(sandbox.variables).map(
    ([key, value]) => `export ${key}='${value.replaceAll("'", String.raw`'\''`)}'`,
  );
  const { portal, myApps, password } = await sandbox.addresses();
  const users = [...new Set(signIns.map(({ user }) => user))];
  const say = output.json ? output.note : output.text;
  say(
    [
      '',
      'The sandbox is running. In another shell:',
      '',
      'unset AWS_PROFILE',
      ...exports,
      `npx federation ${command}`,
      '',
      'In a browser:',
      '',
      `AWS access portal  ${portal}`,
      `Entra's My Apps    ${myApps}`,
      `Password           ${password} (everybody's)`,
      ...(users.length === 0 ? [] : [`Users to try       ${users.join(', ')}`]),
      '',
      'Ctrl-C ends it.',
    ].join('\n'),
  );
  if (!signal.aborted) await once(signal, 'abort');
}
