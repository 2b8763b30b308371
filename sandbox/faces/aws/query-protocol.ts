/** AWS Query: what iam and sts speak. */
import { XMLBuilder } from 'fast-xml-parser';
import { AwsError } from '../../world/aws/aws-error.js';
import { queryDenials, type Answer, type Protocol } from './protocol.js';
import type { QueryService, Service } from './services.js';
import { exceptionsOf, membersOf, type Members, type Shape } from './shapes.js';
import { writeShape } from './write-shape.js';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

/** Statuses of what the services' models don't name. */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ConcurrentModification: 409,
  ExpiredToken: 403,
  InternalFailure: 500,
  InvalidClientTokenId: 403,
  MissingAuthenticationToken: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
};

export const queryProtocol: Protocol = {
  denials: queryDenials,
  unknownOperation: 'InvalidAction',
  invalidInput: 'ValidationError',

  read: (shape, input) => read(shape, treeOf(input as URLSearchParams)),

  answer({ service, operation, shapes: { output: shape } }, output, requestId) {
    const result = writeShape(shape, output, {
      list: (items) => ({ member: items }),
      time: (time) => time.toISOString().replace('.000Z', 'Z'),
    });
    return respond(200, requestId, {
      [`${operation}Response`]: {
        '@xmlns': (service as QueryService).namespace,
        ...(shape.isUnitSchema() ? {} : { [`${operation}Result`]: result }),
        ResponseMetadata: { RequestId: requestId },
      },
    });
  },

  refuse(service, { code, message, requestId }) {
    const status = (service && exceptionsOf(service).get(code)?.status) ?? STATUSES[code] ?? 400;
    return respond(status, requestId, {
      ErrorResponse: {
        ...namespaceOf(service),
        Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
        RequestId: requestId,
      },
    });
  },
};

const namespaceOf = (service: Service | undefined): object =>
  service?.protocol === 'query' ? { '@xmlns': service.namespace } : {};

const respond = (status: number, requestId: string, document: object): Answer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  // A parser would take a bare carriage return for a new line.
  body: builder.build(document).replaceAll('\r', '&#xD;'),
});

/** A form's parameters by the steps of their names: `Tags.member.1.Key=a` is `a` at Tags, member, 1, Key. */
type Tree = ReadonlyMap<string, Tree> | string;

function treeOf(form: URLSearchParams): Tree {
  const root = new Map<string, Tree>();
  for (const [name, value] of form) {
    const steps = name.split('.');
    let node = root;
    for (const step of steps.slice(0, -1)) {
      const next = node.get(step);
      const branch = next instanceof Map ? next : new Map<string, Tree>();
      node.set(step, branch);
      node = branch;
    }
    node.set(steps.at(-1) ?? '', value);
  }
  return root;
}

/** AWS ignores unknown parameters; here they are refused. */
function read(shape: Shape, tree: Tree): unknown {
  if (shape.isListSchema()) return readList(shape, tree);
  if (shape.isStructSchema() || shape.isUnitSchema()) return readMembers(shape, tree);
  if (typeof tree === 'string') return readText(shape, tree);
  throw unsound(`${shape.getMemberName()} has no members.`);
}

/** A list without items is written as an empty value. */
function readList(shape: Shape, tree: Tree): unknown[] {
  if (tree === '') return [];
  const items = typeof tree === 'string' ? undefined : tree.get('member');
  if (items === undefined || typeof items === 'string') throw unsound(`${shape.getMemberName()} is a list.`);
  const byIndex = [...items].sort(([one], [other]) => Number(one) - Number(other));
  return byIndex.map(([, item]) => read(shape.getValueSchema(), item));
}

function readMembers(shape: Shape, tree: Tree): Members {
  if (typeof tree === 'string') throw unsound(`${shape.getMemberName()} has members.`);
  const members = membersOf(shape);
  const entries = [...tree].map(([name, value]) => {
    const member = members.get(name);
    if (!member) throw unsound(`${name} is no member of ${shape.getName() ?? 'the input'}.`);
    return [name, read(member, value)];
  });
  return Object.fromEntries(entries) as Members;
}

function readText(shape: Shape, text: string): unknown {
  if (shape.isStringSchema()) return text;
  if (shape.isNumericSchema() && /^-?\d+$/.test(text)) return Number(text);
  if (shape.isBooleanSchema() && /^(true|false)$/.test(text)) return text === 'true';
  throw unsound(`'${text}' is not of the type that ${shape.getMemberName()} has.`);
}

const unsound = (message: string): AwsError => new AwsError('ValidationError', message);
