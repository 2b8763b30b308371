/** Plans that are refused, by real Terraform on the sandbox. */
import type { Problem } from '../../model/problem.js';
import { ProblemsError } from '../../operations/problems-error.js';
import { refusedBy } from '../../operations/refusals.js';
import { smallConfig, type SmallConfig } from '../helpers/config.js';
import { createOperatedSandbox, type OperatedSandbox } from './operated-sandbox.js';
import { loadSandboxEnvironment } from './sandbox-environment.js';

jest.setTimeout(60_000);

describe('a plan is refused', () => {
  let sandbox: OperatedSandbox;
  const config = () => {
    const two = smallConfig();
    two.entra.application.certificates['c2025'] = { endDate: '2028-06-30' };
    return two;
  };
  beforeAll(async () => {
    sandbox = await createOperatedSandbox();
    await sandbox.apply(config());
  });
  afterAll(() => sandbox.stop());

  /** Where and why, as `path: message` and advice; none where the plan may be used. */
  const refused = (edited: SmallConfig) =>
    sandbox
      .plan(edited, async () => [] as unknown[])
      .catch((error: unknown) => {
        expect(error).toBeInstanceOf(ProblemsError);
        return (error as ProblemsError).problems.map(said);
      });
  const said = ({ location, message, advice }: Problem) => [`${location.path}: ${message}`, advice];

  const gone = [
    'entra.application.certificates: "c2025" stands in Entra and its entry is gone from the config.',
    'Destroying one certificate deletes another (azuread issue 1690), and sign-in would stop. Put the entry back with `retired: true`; it then leaves the state and stays in Entra.',
  ];

  test('that destroys a certificate whose entry is gone', async () => {
    expect(await refused(smallConfig())).toEqual([gone]);
  });

  test('that destroys a certificate whose handle was renamed', async () => {
    const renamed = smallConfig();
    renamed.entra.application.certificates['c2025b'] = { endDate: '2028-06-30' };
    expect(await refused(renamed)).toEqual([gone]);
  });

  test('that goes back to pending while grants stand', async () => {
    const pending = config();
    pending.entra.provisioning = 'pending';
    expect(await refused(pending)).toEqual([
      [
        'entra.provisioning: "pending" would take away 3 grants that stand.',
        'Going back to pending is refused while grants exist. Put back what stood there. To take the grants away, remove their access lines and apply that first, or destroy everything with: federation destroy test',
      ],
    ]);
  });

  test('but not one that takes access lines away, retires a certificate or destroys everything', async () => {
    const fewer = config();
    fewer.access.pop();
    fewer.entra.application.certificates['c2025'] = { endDate: '2028-06-30', retired: true };
    expect(await refused(fewer)).toEqual([]);
    const pending = config();
    pending.entra.provisioning = 'pending';
    const destroyed = await sandbox.planDestruction(pending, async ({ changes }) =>
      changes.filter(({ address, action }) => action === 'delete' && address.includes('.access_')),
    );
    expect(destroyed).toHaveLength(3);
  });
});

test('a certificate that would be replaced is refused at its own line', () => {
  const address = 'azuread_service_principal_token_signing_certificate.certificate_c2026';
  const [problem] = refusedBy(loadSandboxEnvironment(), [{ address, action: 'replace' }]);
  expect(problem).toMatchObject({
    location: { path: 'entra.application.certificates.c2026' },
    message: '"c2026" would be destroyed.',
    advice:
      'Destroying one certificate deletes another (azuread issue 1690), and sign-in would stop. Undo the change.',
  });
});
