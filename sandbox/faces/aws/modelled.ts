/** What is modelled of AWS's APIs, as a table. */
import { notModelledIn } from './not-modelled.js';
import { operationsOf, services } from './services.js';

export interface ModelledOperation {
  /** As the AWS CLI names it. */
  readonly service: string;
  readonly operation: string;
  /** Members of the input that AWS has and the sandbox refuses. */
  readonly refused: readonly string[];
}

export const modelledOperations = (): ModelledOperation[] =>
  services.flatMap((service) =>
    operationsOf(service).map((operation) => ({
      service: service.name,
      operation,
      refused: notModelledIn(service, operation),
    })),
  );

/** Markdown. */
export const renderModelled = (): string =>
  [
    '| Service | Operation | Refused members of its input |',
    '| --- | --- | --- |',
    ...modelledOperations().map(
      ({ service, operation, refused }) =>
        `| ${service} | \`${operation}\` | ${refused.map((member) => `\`${member}\``).join(', ')} |`,
    ),
  ].join('\n');
