/** What a rehearsal of sign-ins left out: pure, from the config and whoever was chosen to sign in. */
import type { Environment } from '../model/environment.js';
import type { Expectation } from './sign-in-expectations.js';

/** People can't come to the access portal before provisioning has brought them to AWS. */
export const isPending = ({ config }: Environment): boolean => config.entra.provisioning === 'pending';

/** Sentences: none where both lanes were tried, by as many people as there could be. */
export function untriedSignIns(
  environment: Environment,
  people: readonly Expectation[],
  most: number,
): string[] {
  const { emergencyAccess } = environment.config;
  const usesEmergency = people.some(({ console }) => console.length > 0);
  return [
    ...untriedPortal(environment, people),
    ...(emergencyAccess === undefined || usesEmergency
      ? []
      : [`Nobody signed in by emergency access: ${GIVEN_TO_NOBODY}.`]),
    ...(people.length === 0 || people.length === most ? [] : [tooFew(people.length)]),
  ];
}

const GIVEN_TO_NOBODY = 'the config gives it to nobody who can sign in';

function untriedPortal(environment: Environment, people: readonly Expectation[]): string[] {
  const because = (why: string) => [`Nobody signed in to the access portal: ${why}.`];
  if (isPending(environment)) return because('with `provisioning: pending`, AWS knows nobody yet');
  return people.some(({ portal }) => portal.length > 0) ? [] : because(GIVEN_TO_NOBODY);
}

const tooFew = (count: number): string =>
  `Only ${count === 1 ? '1 person' : `${count} people`} signed in: everybody else has the same access, or none.`;
