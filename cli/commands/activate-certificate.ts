import type { Command } from 'commander';
import { quote } from '../../model/text.js';
import { type Activation, activate, findActivation } from '../../operations/certificates/activate.js';
import { connectGraph } from '../../operations/clouds/graph.js';
import { Requests } from '../../operations/clouds/requests.js';
import { requireEnvironment } from '../../operations/require-environment.js';
import { confirm, requireTerminal } from '../ask.js';
import { withSurroundings } from '../context.js';
import type { GlobalOptions } from '../global-options.js';
import { createOutput } from '../output.js';
import { noteWarnings } from '../warnings.js';

interface Options extends GlobalOptions {
  readonly emergency?: boolean;
  readonly autoApprove?: boolean;
}

export function addActivateCertificateCommand(program: Command): void {
  program
    .command('activate-certificate')
    .description('have Entra sign with a certificate, once AWS trusts it')
    .argument('<environment>', 'the environment')
    .argument('<certificate>', 'the handle of one that stands')
    .option('--emergency', 'one of emergency access, instead of Identity Center’s')
    .option('--auto-approve', 'do not ask')
    .action((name: string, certificate: string, _options: object, command: Command) =>
      activateCertificate(name, certificate, command.optsWithGlobals()),
    );
}

async function activateCertificate(
  name: string,
  certificate: string,
  { config, json, emergency, autoApprove }: Options,
): Promise<void> {
  const output = createOutput(json);
  const { environment, warnings } = requireEnvironment(config, name);
  noteWarnings(output, warnings);
  await withSurroundings(async (surroundings) => {
    const { signal, progress, variables } = surroundings;
    progress.stage('Asking Entra');
    const graph = await connectGraph(environment.config.entra, variables, new Requests(surroundings));
    const lane = emergency === true ? 'emergency' : 'identity-center';
    const activation = await findActivation(environment, { lane, certificate }, graph, new Date());
    progress.finish();
    if (activation.warning !== undefined) output.note(activation.warning);
    const finish = (activated: boolean, text: string) => {
      output.text(text);
      output.data({ ...activation, active: activation.active || activated, activated });
    };
    const { application, subject, thumbprint, ends } = activation;
    const which = `${quote(subject)} (${thumbprint}, until ${ends})`;
    if (activation.active) return finish(false, `"${application}" signs with ${which} already.`);
    requireTerminal(autoApprove, 'Pass --auto-approve, once AWS trusts the certificate.');
    if (!(autoApprove === true || (await agreed(activation, which, signal, output.note))))
      return finish(false, 'Nothing was changed.');
    progress.stage('Activating');
    await activate(activation, graph);
    progress.finish();
    finish(
      true,
      `"${application}" signs with ${which} now. Sign in once, in a private window, before you close this one.`,
    );
  });
}

function agreed(
  { application }: Activation,
  which: string,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<boolean> {
  note(
    `"${application}" is to sign with ${which} from now on.\nAWS must trust it already, by the metadata of the last apply: where it doesn't, nobody can sign in.`,
  );
  return confirm('Type "yes" to activate it:', 'yes', signal);
}
