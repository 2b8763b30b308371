/** How to rotate the signing certificate so that no sign-in is lost: AWS trusts the new one before Entra signs with it. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { quote } from '../../model/text.js';
import { certificateName } from '../../stacks/entra/display-names.js';
import { inEntra } from '../status/words.js';
import type { PublicCertificate } from './certificates.js';
import { certificateFile } from './files.js';
import type { Page, Task } from './page.js';

/** Graph makes certificates of at most three years. */
const YEARS = 3;

/** The one that ends last takes over, whichever is active: where it is so already, what is left is to check, and to take the old one away. */
export function certificateRotation(
  environment: Environment,
  standing: readonly PublicCertificate[],
  now: Date,
): Page {
  const { activeCertificate, certificates } = environment.config.entra.application;
  const [newest, ...others] = [...standing].sort(
    (a, b) =>
      b.ends.localeCompare(a.ends) ||
      Number(a.handle === activeCertificate) - Number(b.handle === activeCertificate),
  );
  const waiting = others.length === 0 ? undefined : newest;
  const next = waiting?.handle ?? unusedHandle(now, Object.keys(certificates));
  const old = others[0]?.handle ?? activeCertificate;
  return {
    title: `Rotating the signing certificate: ${environment.name}`,
    intro: [
      'AWS trusts every certificate that it has; Entra signs with one. So the new one goes to AWS first, then Entra signs with it, and the old one goes last: nobody’s sign-in is lost.',
      ...standing.map(
        ({ handle, thumbprint, ends }) =>
          `Standing: ${subjectOf(environment.config, handle)} (${thumbprint}), until ${ends}.`,
      ),
    ],
    tasks: [
      ...(waiting === undefined ? [addCertificate(environment, next, now)] : []),
      importCertificate(next, waiting),
      activate(environment, old, next),
      deleteOld(environment, old, next),
    ],
  };
}

const subjectOf = ({ entra }: Environment['config'], handle: string): string =>
  certificateName(handle, entra.application.certificates);

/** Such as `c2026`, after the year; with a letter more where that is taken. */
function unusedHandle(now: Date, taken: readonly string[]): string {
  const base = `c${now.getUTCFullYear()}`;
  const all = [base, ...'bcdefghijklmnopqrstuvwxyz'].map((end, at) => (at === 0 ? base : `${base}${end}`));
  return all.find((handle) => !taken.includes(handle)) ?? `${base}-${taken.length}`;
}

function addCertificate({ name, locate }: Environment, next: string, now: Date): Task {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + YEARS);
  return {
    title: 'Make the new certificate',
    act: [
      'Add it to the config. Leave activeCertificate as it is.',
      'Apply, and write this folder anew: the new certificate is in it then.',
    ],
    values: [
      {
        label: `In the config (${renderPlace(locate(['entra', 'application', 'certificates']))})`,
        value: `${next}: { endDate: ${end.toISOString().slice(0, 10)} }`,
      },
      { label: 'Run', value: `federation apply ${name}\nfederation handover ${name}` },
    ],
    see: 'The plan makes one certificate, and changes nothing else that carries access. Emergency access has certificates of its own.',
    check: `Run federation status ${name}: step 6 has it, and the old one still signs.`,
    back: 'Set retired: true on the new one and apply. It never signed.',
  };
}

const importCertificate = (next: string, certificate: PublicCertificate | undefined): Task => ({
  title: 'Have AWS trust it as well',
  act: [
    'In AWS’s console: IAM Identity Center, Settings, Identity source, Actions, Manage authentication, Manage SAML 2.0 certificates, Import certificate.',
    `Choose ${certificateFile(next)} from this folder.`,
  ],
  values:
    certificate === undefined
      ? []
      : [
          { label: 'Thumbprint (SHA-1)', value: certificate.thumbprint },
          { label: 'Ends', value: certificate.ends },
        ],
  see: 'Both certificates are listed. People sign in as before, by the old one.',
  check: 'Compare the end in the list with the new certificate’s.',
  back: 'Delete the new one from that list.',
});

const activate = ({ name, config, locate }: Environment, old: string, next: string): Task => ({
  title: 'Have Entra sign with it',
  act: ['Set activeCertificate in the config.', 'Activate it, and try at once.'],
  values: [
    {
      label: `In the config (${renderPlace(locate(['entra', 'application', 'activeCertificate']))})`,
      value: `activeCertificate: ${next}`,
    },
    { label: 'Run', value: `federation activate-certificate ${name} ${next}` },
    { label: 'Sign in, in a private window', value: config.aws.identityCenter.portalUrl },
  ],
  see: 'Entra’s sign-in, and then the portal with its accounts.',
  check: `Run federation status ${name}: step 6 is done, with ${subjectOf(config, next)}.`,
  back: `Where the sign-in fails, activate the old one again, at once: federation activate-certificate ${name} ${old}. AWS still trusts it.`,
});

const deleteOld = ({ name, config, locate }: Environment, old: string, next: string): Task => ({
  title: 'Take the old one away',
  act: [
    'After a day or so of sign-ins by the new one.',
    'In AWS’s console, in the list of SAML 2.0 certificates, delete the old one: the one with the other end.',
    'Retire it in the config, and apply. Never take its entry out: that destroys it, and a sibling with it.',
    `Then delete it in Entra: ${inEntra(config.entra.application.displayName, 'Single sign-on')}, SAML Certificates, Edit, Delete certificate of ${quote(subjectOf(config, old))}.`,
  ],
  values: [
    {
      label: `In the config (${renderPlace(locate(['entra', 'application', 'certificates', old]))})`,
      value: `${old}: { endDate: ${config.entra.application.certificates[old]?.endDate}, retired: true }`,
    },
    { label: 'Run', value: `federation apply ${name}` },
  ],
  see: `One certificate in AWS’s list, and in Entra the active one, ${subjectOf(config, next)}.`,
  check: `Sign in once more in a private window, and run federation status ${name}.`,
  back: `As long as Entra has the old one, its ${certificateFile(old)} can be imported again in AWS.`,
});
