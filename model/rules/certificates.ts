import type { Draft } from '../draft.js';
import { error, type Problem, renderPlace } from '../problem.js';
import { nameChoices, quote } from '../text.js';
import { repeated } from './repeated.js';
import type { Rule, RuleInput } from './rule.js';

interface Application {
  readonly path: readonly string[];
  readonly application: Draft['application'];
}

/** That of Identity Center, and that of emergency access. */
const applicationsOf = ({ application, emergencyAccess }: Draft): Application[] => [
  { path: ['entra', 'application'], application },
  ...(emergencyAccess === undefined
    ? []
    : [{ path: ['emergencyAccess', 'application'], application: emergencyAccess.application }]),
];

/** The active certificate is defined, not retired, and not past its end: 00:00 UTC of its end date. */
export const validateActiveCertificate: Rule = (input) =>
  applicationsOf(input.draft).flatMap((application) => validateActive(application, input));

function validateActive({ path, application }: Application, { today, locate }: RuleInput): Problem[] {
  const { certificates, activeCertificate: active } = application;
  if (certificates === undefined || active === undefined) return [];
  const at = locate([...path, 'activeCertificate']);
  const certificate = new Map(Object.entries(certificates)).get(active);
  if (certificate === undefined) {
    return [
      error(
        at,
        `${quote(active)} is not defined.`,
        nameChoices('Defined', Object.keys(certificates), active),
      ),
    ];
  }
  const problems: Problem[] = [];
  if (certificate.retired) {
    problems.push(
      error(
        at,
        `${quote(active)} is retired, so it can’t sign.`,
        'Activate another certificate, or remove retired from this one.',
      ),
    );
  }
  if (Date.parse(certificate.endDate) <= today.getTime()) {
    problems.push(
      error(
        at,
        `${quote(active)} ended on ${certificate.endDate}, so it can’t sign.`,
        'Add a certificate with a later end date and activate it.',
      ),
    );
  }
  return problems;
}

/** Graph makes certificates of at most three years (servicePrincipal: addTokenSigningCertificate). */
const YEARS = 3;

/** No certificate ends later than one that is made today could. */
export const validateCertificateEnds: Rule = ({ draft, today, locate }) => {
  const latest = new Date(today);
  latest.setUTCFullYear(latest.getUTCFullYear() + YEARS);
  return applicationsOf(draft).flatMap(({ path, application }) =>
    Object.entries(application.certificates ?? {})
      .filter(([, { endDate }]) => Date.parse(endDate) > latest.getTime())
      .map(([handle, { endDate }]) =>
        error(
          locate([...path, 'certificates', handle, 'endDate']),
          `${quote(endDate)} is more than ${YEARS} years ahead, and Entra makes no certificate that lasts longer.`,
          `The latest end of a certificate that is made today is ${latest.toISOString().slice(0, 10)}.`,
        ),
      ),
  );
};

/** Entra’s certificates are told apart by subject and end, to the second: no two standing ones share both. */
export const validateAlikeCertificates: Rule = ({ draft, locate }) =>
  applicationsOf(draft).flatMap(({ path, application }) => {
    const standing = Object.entries(application.certificates ?? {}).filter(([, { retired }]) => !retired);
    const subjectOf = ([handle, { subject }]: (typeof standing)[number]) => subject ?? `CN=${handle}`;
    const keyOf = (each: (typeof standing)[number]) =>
      `${Math.floor(Date.parse(each[1].endDate) / 1000)} ${subjectOf(each)}`;
    return [...repeated(standing, keyOf)].map(([each, [first]]) => {
      const [handle, { endDate }] = each;
      const place = renderPlace(locate([...path, 'certificates', first]));
      return error(
        locate([...path, 'certificates', handle]),
        `${quote(subjectOf(each))} with the end ${endDate} is ${quote(first)} too, at ${place}.`,
        'Two handles can’t stand for the same: keep one.',
      );
    });
  });
