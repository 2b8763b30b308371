/** AWS JSON 1.1: what sso-admin, identitystore and organizations speak. */
import { AwsError } from '../../world/aws/aws-error.js';
import { jsonDenials, type Answer, type Protocol } from './protocol.js';
import { exceptionsOf, isMembers, membersOf, type Members, type Shape } from './shapes.js';
import { writeShape } from './write-shape.js';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** What AWS calls JSON of the wrong type. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'STRING_VALUE',
  number: 'NUMBER_VALUE',
  boolean: 'TRUE_VALUE',
};

export const jsonProtocol: Protocol = {
  denials: jsonDenials,
  unknownOperation: 'UnknownOperationException',
  invalidInput: 'ValidationException',

  read: (shape, input) => read(shape, parse(String(input))),

  answer(call, output, requestId) {
    const body = writeShape(call.shapes.output, output, {
      list: (items) => items,
      time: (time) => time.getTime() / 1_000,
    });
    return respond(200, JSON.stringify(body), requestId);
  },

  /** Status 400, whatever the model says: that's what these services answer. */
  refuse(service, { code, message, requestId }) {
    const members = (service && exceptionsOf(service).get(code)?.members) ?? ['message'];
    const values: Members = { message, Message: message, RequestId: requestId };
    const told = members.filter((name) => name in values).map((name) => [name, values[name]]);
    const body = { __type: code, ...Object.fromEntries(told) };
    return respond(statusOf(code), JSON.stringify(body), requestId, { 'x-amzn-errortype': code });
  },
};

const statusOf = (code: string): number => (/^Internal(Failure|ServerException)$/.test(code) ? 500 : 400);

const respond = (status: number, body: string, requestId: string, headers: object = {}): Answer => ({
  status,
  headers: { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': requestId, ...headers },
  body,
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw unsound('The request body is no JSON.');
  }
}

/** Members that are null are taken for absent. AWS ignores unknown ones; here they are refused. */
function read(shape: Shape, value: unknown): unknown {
  if (shape.isDocumentSchema()) return value;
  if (shape.isListSchema()) {
    if (!Array.isArray(value)) throw wrongType(value);
    return value.map((each) => read(shape.getValueSchema(), each));
  }
  if (shape.isStructSchema() || shape.isUnitSchema()) {
    if (!isMembers(value)) throw wrongType(value);
    return readMembers(shape, value);
  }
  if (shape.isStringSchema() && typeof value === 'string') return value;
  if (shape.isNumericSchema() && typeof value === 'number') return value;
  if (shape.isBooleanSchema() && typeof value === 'boolean') return value;
  throw wrongType(value);
}

function readMembers(shape: Shape, value: Members): Members {
  const members = membersOf(shape);
  const given = Object.entries(value).filter(([, each]) => each !== null);
  const entries = given.map(([name, each]) => {
    const member = members.get(name);
    if (!member) throw unsound(`${name} is no member of ${shape.getName() ?? 'the input'}.`);
    return [name, read(member, each)];
  });
  if (shape.isUnionSchema() && entries.length !== 1)
    throw unsound(`${shape.getName()} has exactly one of: ${[...members.keys()].join(', ')}.`);
  return Object.fromEntries(entries) as Members;
}

function wrongType(value: unknown): AwsError {
  const type = TYPES[typeof value];
  return unsound(
    type === undefined
      ? 'Start of structure or map found where not expected.'
      : `${type} can not be converted to the type that the member has.`,
  );
}

const unsound = (message: string): AwsError => new AwsError('SerializationException', message);
