import { shellWord } from '../shell-word.js';
import { type Backend, describeBackend } from './backend.js';
import type { Move } from './move.js';
import { describeState, shortLineage, type StateFile } from './state-file.js';

/** What is about to be moved, before anybody is asked. */
export function renderMove({ environment, from, to, state, standing, copy }: Move): string {
  const lines = [
    `The state of ${environment}${state === undefined ? '' : `: lineage ${shortLineage(state)}, ${describeState(state)}`}`,
    `  from  ${describeBackend(from)}`,
    `  to    ${describeBackend(to)}`,
  ];
  if (standing === 'half moved')
    lines.push('All of it is there already, from a move that was interrupted, which is finished now.');
  if (copy !== undefined)
    lines.push(`A copy is kept in ${copy}, readable by you alone. It holds secrets in clear.`);
  lines.push('Nobody may plan or apply meanwhile.');
  return lines.join('\n');
}

/** What was done, or had been, and what is left to do. */
export function renderMoved({ environment, from, to, standing, apart }: Move, there: StateFile): string {
  const [former, place] = [describeBackend(from), describeBackend(to)];
  const at = `${place} (${describeState(there)})`;
  const said = {
    needed: `${environment}: the state was moved to ${at}, and read back: every value of it is there.`,
    'half moved': `${environment}: the state was moved to ${at}, and read back: every value of it is there.`,
    moved: `${environment}: the state has been moved already: ${at} holds the same.`,
    'in use': `${environment}: the state has been moved already, and was changed since: ${at}.`,
    here: `${environment}: there is nothing to move: the state is at ${at}, which is what the config names.`,
    gone: `${environment}: ${former} holds no state any more, and ${at} does: it has been moved.`,
  }[standing];
  if (standing === 'here') return said;
  if (standing === 'gone') return `${said}\nThis folder uses it from now on.`;
  if (!apart) {
    return [
      said,
      'This folder uses it from now on.',
      `Delete nothing at ${former}: both hold the very same, so the two may be one place under two names.`,
    ].join('\n');
  }
  return [
    said,
    'This folder uses it from now on; elsewhere, the same command with the new config says so and does the same.',
    `What is at ${former} was left as it is. It is out of date from the next apply on: nobody must use it, so bring the new`,
    'config to everybody now. Once a plan shows no changes, delete it there:',
    `  ${sayDeletion(from)}`,
  ].join('\n');
}

function sayDeletion(backend: Backend): string {
  const { type, settings } = backend;
  const text = (key: string) => String(settings[key] ?? '');
  switch (type) {
    case 's3':
      return `aws s3 rm ${shellWord(`s3://${text('bucket')}/${text('key')}`)}   (with versioning, older versions stay until its lifecycle takes them)`;
    case 'azurerm':
      return `az storage blob delete --auth-mode login --account-name ${text('storage_account_name')} --container-name ${text('container_name')} --name ${shellWord(text('key'))}`;
    case 'cloud':
      return 'in the workspace: Settings, Destruction and Deletion, Force delete from HCP Terraform (this destroys no infrastructure)';
    case 'http':
      return `curl --fail --request DELETE --user "$TF_HTTP_USERNAME:$TF_HTTP_PASSWORD" ${sayAddress(backend)}`;
    default:
      return `rm ${shellWord(text('path'))} ${shellWord(`${text('path')}.backup`)}`;
  }
}

/** An address with a secret in it isn't shown: the variable stands for it where it has it. */
function sayAddress(backend: Backend): string {
  if (backend.variableAddress !== undefined) return '"$TF_HTTP_ADDRESS"';
  return shellWord(describeBackend(backend).slice('http '.length));
}
