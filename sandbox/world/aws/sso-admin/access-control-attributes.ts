import { findInstance } from '../access.js';
import { AwsError } from '../aws-error.js';
import { satisfy } from '../constraints.js';
import { limits } from '../limits.js';
import type { AccessControlAttribute, Session } from '../state.js';

interface InstanceInput {
  readonly InstanceArn: string;
}

interface ConfigurationInput extends InstanceInput {
  readonly InstanceAccessControlAttributeConfiguration: {
    readonly AccessControlAttributes: readonly AccessControlAttribute[];
  };
}

/**
 * sso-admin: attributes for access control, of which an instance has one configuration. It is enabled at once here,
 * while AWS's is `CREATION_IN_PROGRESS` before. AWS's own words for its refusals aren't known.
 */
export const accessControlAttributeOperations = {
  CreateInstanceAccessControlAttributeConfiguration(
    session: Session,
    input: ConfigurationInput,
  ): Record<string, never> {
    findInstance(session, 'CreateInstanceAccessControlAttributeConfiguration', input.InstanceArn);
    if (session.state.accessControl) {
      throw new AwsError(
        'ConflictException',
        `InstanceAccessControlAttributeConfiguration for ${input.InstanceArn} already exists.`,
      );
    }
    session.state.accessControl = { attributes: checked(input) };
    return {};
  },

  DescribeInstanceAccessControlAttributeConfiguration(session: Session, input: InstanceInput) {
    const { attributes } = find(session, 'DescribeInstanceAccessControlAttributeConfiguration', input);
    return {
      Status: 'ENABLED' as const,
      InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: structuredClone(attributes) },
    };
  },

  /** Replaces all attributes. */
  UpdateInstanceAccessControlAttributeConfiguration(
    session: Session,
    input: ConfigurationInput,
  ): Record<string, never> {
    find(session, 'UpdateInstanceAccessControlAttributeConfiguration', input);
    session.state.accessControl = { attributes: checked(input) };
    return {};
  },

  DeleteInstanceAccessControlAttributeConfiguration(
    session: Session,
    input: InstanceInput,
  ): Record<string, never> {
    find(session, 'DeleteInstanceAccessControlAttributeConfiguration', input);
    session.state.accessControl = undefined;
    return {};
  },
};

function find(session: Session, operation: string, { InstanceArn }: InstanceInput) {
  findInstance(session, operation, InstanceArn);
  const { accessControl } = session.state;
  if (accessControl) return accessControl;
  throw new AwsError(
    'ResourceNotFoundException',
    `Could not find an InstanceAccessControlAttributeConfiguration of ${InstanceArn}`,
  );
}

/** Keys are told apart without regard to case, as session tags are. */
function checked({
  InstanceAccessControlAttributeConfiguration: { AccessControlAttributes },
}: ConfigurationInput) {
  if (AccessControlAttributes.length > limits.accessControlAttributes)
    throw invalid(`holds more than ${limits.accessControlAttributes} attributes`);
  for (const { Key, Value } of AccessControlAttributes) {
    satisfy(
      { member: 'key', value: Key, required: true, least: 1, most: 128 },
      ...Value.Source.map((value) => ({ member: 'source', value, most: 256 })),
    );
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u.test(Key)) throw invalid(`has the key '${Key}'`);
    if (Value.Source.length !== 1) throw invalid(`has ${Value.Source.length} sources for the key '${Key}'`);
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@[\]{}$\\"]*$/u.test(Value.Source.join()))
      throw invalid(`has the source '${Value.Source.join()}'`);
  }
  const keys = AccessControlAttributes.map(({ Key }) => Key.toLowerCase());
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalid(`has the key '${twice}' twice`);
  return structuredClone(AccessControlAttributes);
}

const invalid = (what: string): AwsError =>
  new AwsError('ValidationException', `InstanceAccessControlAttributeConfiguration ${what}`);
