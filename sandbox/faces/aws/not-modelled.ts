/** Members of inputs that AWS has and the world doesn't: refused rather than ignored. */
import type { AwsApis } from '../../world/aws/organization.js';
import type { clients, Service } from './services.js';

type Clients = typeof clients;
type KeysOf<Type> = Type extends unknown ? keyof Type : never;
type CommandOf<Api extends keyof AwsApis, Name> = Clients[Api][`${Name & string}Command` &
  keyof Clients[Api]];

/** The members of AWS's input of an operation. */
type Known<Api extends keyof AwsApis, Name> =
  CommandOf<Api, Name> extends abstract new (...args: never) => { readonly input: infer Input }
    ? KeysOf<Input>
    : never;

/** The members of the world's. */
type Modelled<Operation> = Operation extends (input: infer Input) => unknown ? KeysOf<Input> : never;

type Lacking<Api extends keyof AwsApis, Name extends keyof AwsApis[Api]> = Exclude<
  Known<Api, Name>,
  Modelled<AwsApis[Api][Name]>
>;

/** Exactly what is lacking, by operation: the compiler holds it against AWS's inputs and the world's. */
type NotModelled = {
  readonly [Api in keyof AwsApis]: {
    readonly [Name in keyof AwsApis[Api] as [Lacking<Api, Name>] extends [never] ? never : Name]: {
      readonly [Member in Lacking<Api, Name>]: true;
    };
  };
};

const notModelled: NotModelled = {
  ssoAdmin: {},
  identityStore: {
    DescribeUser: { Extensions: true },
    ListUsers: { Extensions: true },
  },
  organizations: {},
  iam: {
    CreatePolicy: { Description: true, Tags: true },
    CreateSAMLProvider: { AssertionEncryptionMode: true, AddPrivateKey: true },
    ListAttachedRolePolicies: { PathPrefix: true },
    UpdateSAMLProvider: { AssertionEncryptionMode: true, AddPrivateKey: true, RemovePrivateKey: true },
  },
  sts: {
    AssumeRole: {
      PolicyArns: true,
      Policy: true,
      Tags: true,
      TransitiveTagKeys: true,
      ExternalId: true,
      SerialNumber: true,
      TokenCode: true,
      SourceIdentity: true,
      ProvidedContexts: true,
      MinimumSessionTokenSize: true,
    },
    AssumeRoleWithSAML: { PolicyArns: true, Policy: true, MinimumSessionTokenSize: true },
  },
};

/** The members of an operation's input that aren't modelled. */
export function notModelledIn({ api }: Service, operation: string): string[] {
  const operations: Readonly<Record<string, object>> = notModelled[api];
  return Object.keys(operations[operation] ?? {});
}
