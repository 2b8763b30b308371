/** What a person at the console needs, as files: made in memory, from the checklist and what Entra says of its certificates. */
import type { Environment } from '../../model/environment.js';
import type { Status } from '../status/status.js';
import { certificateRotation } from './certificate-rotation.js';
import { type PublicCertificate, renderMetadata, renderPem } from './certificates.js';
import { certificateFile, METADATA_FILE } from './files.js';
import { renderHtml } from './html.js';
import { renderMarkdown } from './markdown.js';
import { handoverPage } from './open-tasks.js';
import type { Page } from './page.js';
import { tokenRotation } from './token-rotation.js';

/** Texts by file name. */
export type HandoverFiles = Readonly<Record<string, string>>;

/** @param certificates Those that stand, the active one first; none before the first apply. */
export function createHandover(
  environment: Environment,
  status: Status,
  certificates: readonly PublicCertificate[],
  now: Date,
): HandoverFiles {
  const rotation = tokenRotation(environment);
  return {
    ...pageFiles('handover', handoverPage(environment, status)),
    ...(certificates.length === 0
      ? {}
      : {
          [METADATA_FILE]: renderMetadata(environment, certificates),
          ...Object.fromEntries(
            certificates.map((certificate) => [certificateFile(certificate.handle), renderPem(certificate)]),
          ),
          ...pageFiles('rotate-certificate', certificateRotation(environment, certificates, now)),
        }),
    ...(rotation === undefined ? {} : pageFiles('rotate-token', rotation)),
  };
}

const pageFiles = (name: string, page: Page): HandoverFiles => ({
  [`${name}.md`]: renderMarkdown(page),
  [`${name}.html`]: renderHtml(page),
});
