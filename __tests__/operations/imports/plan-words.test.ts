/** How a plan tells what is taken over, and a failure what exists already. */
import { countChanges, renderCounts } from '../../../operations/change-counts.js';
import { explainDiagnostic } from '../../../operations/explain/explain-diagnostic.js';
import { renderReview } from '../../../operations/guard/render-review.js';
import { reviewPlan } from '../../../operations/guard/review.js';
import { parseMessage, type PlannedChange } from '../../../operations/terraform-message.js';
import { loadConfig, smallConfig } from '../../helpers/config.js';

const environment = loadConfig(smallConfig());
const ALLOW_NOTHING = { names: [] };
const GRANT = 'aws_ssoadmin_account_assignment.access_developers_Developer_111111111111';
const SET = 'aws_ssoadmin_permission_set.permission-set_Developer';

/** As Terraform says it with -json. */
const plannedBy = (addr: string, action: string): PlannedChange => {
  const change = { resource: { addr }, action, importing: { id: 'x' } };
  const message = parseMessage(JSON.stringify({ type: 'planned_change', change }));
  if (message?.type !== 'planned_change') throw new Error('nothing is planned');
  return message.change;
};

test('what is taken over is counted, and once more where it is changed, too', () => {
  const changes = [plannedBy(GRANT, 'import'), plannedBy(SET, 'update')];
  expect(renderCounts(countChanges(changes))).toBe(
    '2 to import, 0 to add, 1 to change, 0 to replace, 0 to destroy',
  );
});

test('a grant that is taken over is neither gained nor lost', () => {
  const review = reviewPlan(environment, [plannedBy(GRANT, 'import')], undefined, ALLOW_NOTHING);
  expect(review.access).toMatchObject({ gained: [], lost: [], replaced: [] });
  expect(review.blocked).toEqual([]);
  expect(renderReview(review)).toMatch(
    /^Taken over as they are, 1 grant:\n {2}group developers: Developer in dev \(\S+:\d+\)$/,
  );
});

test('a grant that is taken over and made anew is blocked like any other', () => {
  const { access, blocked } = reviewPlan(
    environment,
    [plannedBy(GRANT, 'replace')],
    undefined,
    ALLOW_NOTHING,
  );
  expect(access).toMatchObject({ takenOver: [], replaced: [{ permissionSet: 'Developer' }] });
  expect(blocked).toMatchObject([{ name: 'groups.developers' }]);
});

test('a permission set that is taken over tells what it changes of it, and whom that reaches', () => {
  const changes = [
    plannedBy(SET, 'update'),
    plannedBy('aws_ssoadmin_permission_set.permission-set_Administrator', 'import'),
  ];
  expect(reviewPlan(environment, changes, undefined, ALLOW_NOTHING).changed).toMatchObject([
    { permissionSet: 'Developer', changes: ['settings changed'], reaches: { accounts: 1 } },
  ]);
});

test.each([
  [
    GRANT,
    'creating SSO Account Assignment for GROUP (9067): already exists',
    '',
    'The access of group "developers" with "Developer" to account "dev" exists in AWS already',
  ],
  [
    SET,
    'creating SSO Permission Set (Developer): operation error SSO Admin: CreatePermissionSet, https response error StatusCode: 400, ConflictException: PermissionSet with name Developer already exists.',
    '',
    'exists in AWS already',
  ],
  [
    'aws_iam_role.emergency-role_BreakGlass_111111111111',
    'creating IAM Role (BreakGlass): EntityAlreadyExists: Role with name BreakGlass already exists.',
    '',
    'Emergency role "BreakGlass" (emergencyAccess.roles.BreakGlass',
  ],
  [
    'azuread_app_role_assignment.assigned_admins',
    'Could not create app role assignment',
    'unexpected status 400 (400 Bad Request) with error: Request_BadRequest: Permission being assigned already exists on the object',
    'The assignment of group "Admins"',
  ],
  [
    'azuread_application.application',
    'An existing "azuread_application" with name "AWS" (ID: "1") was found and `prevent_duplicate_names` was specified. To be managed via Terraform, this resource needs to be imported into the State.',
    '',
    'The application (entra.application',
  ],
])('%s: that it exists is said in config words, with the way on', (address, summary, detail, words) => {
  const said = explainDiagnostic(
    { severity: 'error', summary, detail, address },
    { environment, terraform: 'terraform' },
  );
  expect(said).toContain(words);
  expect(said).toMatch(
    / exists in (AWS|Entra) already, and the state doesn’t know it\.\n {2}To take it over instead of making it anew: federation plan test --import$/,
  );
});

test.each([
  ['ConflictException: There is a conflicting operation in process.'],
  ['Another object with the same value for property identifierUris already exists.'],
])('nothing is to be taken over: %s', (detail) => {
  const said = explainDiagnostic(
    { severity: 'error', summary: 'refused', detail, address: SET },
    { environment, terraform: 'terraform' },
  );
  expect(said).not.toContain('--import');
});
