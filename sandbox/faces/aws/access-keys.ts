/** The access keys that open the sandbox's AWS, and whose they are. */
import { randomBytes } from 'node:crypto';
import type { TemporaryCredentials } from '../../world/aws/saml/credentials.js';
import type { Caller } from '../../world/aws/state.js';
import { hex } from '../../world/ids.js';
import type { World } from '../../world/world.js';
import { callerOf } from '../terraform/aws/caller.js';
import { isMembers } from './shapes.js';

export type Identity = Omit<Caller, 'region'>;

export interface AccessKey {
  readonly secretAccessKey: string;
  /** Only temporary ones have a token, and an end. */
  readonly sessionToken?: string;
  readonly expires?: Date;
  readonly identity: Identity;
}

/** What sts gives out with a role. */
interface RoleCredentials {
  readonly AssumedRoleUser: { readonly Arn: string };
  readonly Credentials: TemporaryCredentials;
}

export class AccessKeys {
  /** The deployer's own, made at random for the run. */
  readonly deployer: { readonly accessKeyId: string; readonly secretAccessKey: string };
  private readonly keys = new Map<string, AccessKey>();

  constructor(world: World) {
    const secretAccessKey = randomBytes(30).toString('base64');
    this.deployer = { accessKeyId: `AKIA${hex(16).toUpperCase()}`, secretAccessKey };
    this.keys.set(this.deployer.accessKeyId, { secretAccessKey, identity: callerOf(world, {}, '') });
  }

  find(id: string): AccessKey | undefined {
    return this.keys.get(id);
  }

  /** Takes temporary credentials from now on. */
  admit({ AssumedRoleUser: { Arn }, Credentials }: RoleCredentials): void {
    this.keys.set(Credentials.AccessKeyId, {
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
      expires: Credentials.Expiration,
      identity: { account: Arn.split(':')[4] ?? '', arn: Arn },
    });
  }
}

/** Whether an output gives temporary credentials for a role. */
export const isRoleCredentials = (output: unknown): output is RoleCredentials =>
  isMembers(output) && 'AssumedRoleUser' in output && 'Credentials' in output;
