import { error, type Problem } from '../problem.js';
import { nameChoices, quote } from '../text.js';
import type { Rule } from './rule.js';

/** The active certificate is defined, not retired, and not past its end: 00:00 UTC of its end date. */
export const validateActiveCertificate: Rule = ({ draft: { application }, today, locate }): Problem[] => {
  const { certificates, activeCertificate: active } = application;
  if (certificates === undefined || active === undefined) return [];
  const at = locate(['entra', 'application', 'activeCertificate']);
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
};
