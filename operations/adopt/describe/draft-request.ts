import type { Config } from '../../../model/config.js';
import type { ConfigDraft } from '../draft.js';

/** Which clouds are described, and how. */
export interface DraftRequest {
  readonly environment: string;
  readonly tenantId: string;
  readonly cloud: Config['entra']['cloud'];
  /** Of IAM Identity Center. */
  readonly region: string;
  /** AWS's service provider metadata, downloaded from its console. */
  readonly metadata?: string;
  /** A name or id, where AWS's entity ID doesn't tell which one. */
  readonly application?: string;
  /** Where the state is to be. Default: a bucket that `federation bootstrap` makes. */
  readonly state?: ConfigDraft['state'];
}
