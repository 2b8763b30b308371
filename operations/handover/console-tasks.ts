/** The steps by hand in AWS's console, each as a task. */
import type { Environment } from '../../model/environment.js';
import { renderPlace } from '../../model/problem.js';
import { identitySourceValues } from '../status/judge-identity-center.js';
import { METADATA_FILE } from './files.js';
import type { Task } from './page.js';

const SETTINGS = 'In AWS’s console, open IAM Identity Center, Settings';

export const enableIdentityCenter = ({ config: { aws } }: Environment): Task => ({
  title: 'Enable IAM Identity Center (step 1)',
  act: [
    'Sign in to the AWS console in the organization’s management account, and switch to the Region below.',
    'Open IAM Identity Center, choose Enable, and keep it an organization instance.',
  ],
  values: [{ label: 'Region', value: aws.region }],
  see: 'The dashboard of IAM Identity Center, with the Region in its settings. It stays the primary one.',
  check: 'Run federation status: step 1 is done.',
  back: 'Settings, Management, Delete: as long as nobody has access by it, nothing is lost.',
});

export const choosePortal = ({ config: { aws } }: Environment): Task => ({
  title: 'Compare the access portal’s address (step 2)',
  act: [
    `${SETTINGS}, Identity source: the AWS access portal URL.`,
    'Where it is another one, either customize it there, which can be done once, or write into the config what is there.',
  ],
  values: [{ label: 'AWS access portal URL', value: aws.identityCenter.portalUrl }],
  see: 'The same address, to the letter.',
  check: 'Open it in a private window: it is the portal’s sign-in, and no error.',
  back: 'A customized address stays. The config can be changed, and applied.',
});

export const downloadMetadata = ({ locate }: Environment): Task => ({
  title: 'Download AWS’s service provider metadata (step 3)',
  act: [
    `${SETTINGS}, Identity source, Actions, Change identity source (where it is an external one already: Manage authentication).`,
    'Choose External identity provider, and download the service provider metadata.',
    'Put the file in the place of the one that the config names, and run federation check. Leave the console as it is, or cancel.',
  ],
  values: [{ label: 'Named in', value: renderPlace(locate(['aws', 'identityCenter', 'metadata'])) }],
  see: 'A file of XML with an EntityDescriptor, whose entityID ends in this instance’s identity store id.',
  check: 'Run federation status: step 3 is done.',
  back: 'Nothing was changed in AWS.',
});

export const changeIdentitySource = (environment: Environment): Task => ({
  title: 'Change the identity source to Entra (step 7)',
  act: [
    `${SETTINGS}, Identity source, Actions, Change identity source, External identity provider. Where it is Entra already, compare the values below and go on.`,
    `Under IdP SAML metadata, upload ${METADATA_FILE} from this folder.`,
    'Review what AWS says will change, type ACCEPT, and confirm.',
  ],
  values: identitySourceValues(environment),
  see: 'Identity source: External identity provider. From here on people sign in with Entra, and passwords of Identity Center’s own directory no longer count.',
  check:
    'Under Manage authentication, compare the values above, and that each certificate of this folder is listed with its end.',
  back: 'Actions, Change identity source, Identity Center directory. Users and assignments stay, and people get new passwords there. AWS’s metadata changes with each change: download it again.',
});

export const enableProvisioning = ({ config, locate }: Environment): Task => ({
  title: 'Enable automatic provisioning (step 8)',
  act: [
    `${SETTINGS}: in the box Automatic provisioning choose Enable. (Not there: Identity source, Actions, Manage provisioning.)`,
    'Copy the SCIM endpoint into the config, with the day on which the token ends, in place of provisioning: pending.',
    'Choose Show token, and put the token into where you keep secrets. It is shown this once. It goes into the environment variable TF_VAR_scim_token, and into no file.',
  ],
  values: [
    { label: 'In the config', value: renderPlace(locate(['entra', 'provisioning'])) },
    {
      label: 'Such as',
      value: `provisioning:\n  endpoint: https://scim.${config.aws.region}.amazonaws.com/.../scim/v2\n  tokenExpires: YYYY-MM-DD`,
    },
  ],
  see: 'A dialog with an endpoint that ends in /scim/v2, and a hidden token.',
  check: 'Run federation plan: it makes the provisioning job, and no grant is withheld.',
  back: 'Actions, Manage provisioning, Disable. Who is in AWS stays there.',
});
