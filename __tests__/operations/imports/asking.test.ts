import { CloudError } from '../../../operations/clouds/cloud-error.js';
import { Asking, ifThere } from '../../../operations/imports/asking.js';

const denied = (request: string) => new CloudError('denied', 'AWS', request, 'AccessDeniedException: no');

test('what is asked twice is one request', async () => {
  const asking = new Asking();
  let requests = 0;
  const ask = () => asking.ask('sso-admin ListInstances', 'sso:ListInstances', async () => ++requests);
  expect([await ask(), await ask()]).toEqual([1, 1]);
});

test('every permission that is missing is named, and nothing is planned', async () => {
  const asking = new Asking();
  await asking.ask('a', 'sso:ListInstances', () => Promise.reject(denied('sso-admin ListInstances')));
  await asking.ask('b', 'Group.Read.All', () =>
    Promise.reject(
      new CloudError('denied', 'Microsoft Graph', 'GET /v1.0/groups', 'Authorization_RequestDenied: no'),
    ),
  );
  expect(() => asking.requireAnswers('prod')).toThrow(
    [
      'What exists already can’t be told, so nothing is planned:',
      '  sso-admin ListInstances: the caller needs sso:ListInstances',
      '  GET /v1.0/groups: the caller needs Group.Read.All',
    ].join('\n'),
  );
});

test('what a cloud doesn’t have is no failure', async () => {
  const missing = new CloudError('not-found', 'AWS', 'iam GetRole BreakGlass', 'NoSuchEntity: no');
  expect(await ifThere(Promise.reject(missing))).toBeUndefined();
  await expect(ifThere(Promise.reject(denied('iam GetRole BreakGlass')))).rejects.toThrow(CloudError);
});
