/** The enterprise applications of an environment as they stand in Entra, and what belongs to each. */
import type { Environment } from '../../model/environment.js';
import type { Problem } from '../../model/problem.js';
import { IDENTITY_CENTER_TEMPLATE, SINGLE_ACCOUNT_TEMPLATE } from '../../stacks/entra/gallery-template.js';
import { type Kind, resourceName } from '../../stacks/names.js';
import { applicationsOf, type FederatedApplication } from '../clouds/service-principals.js';
import type { Application, EntraReader, ServicePrincipal } from './entra-reader.js';
import { ApplicationRefusals } from './refuse-application.js';
import type { Standing } from './standing.js';

/** What the names of an application's parts begin with. */
export type Lane = '' | 'emergency-';

export const laneOf = (kind: Kind): Lane => (kind.startsWith('emergency-') ? 'emergency-' : '');

const LANES: Readonly<Record<Lane, FederatedApplication['lane']>> = {
  '': 'identity-center',
  'emergency-': 'emergency',
};

export class Applications {
  private readonly byName = new Map<Lane, Promise<Application | 'refused' | undefined>>();

  constructor(
    private readonly environment: Environment,
    private readonly standing: Standing,
    private readonly reader: EntraReader,
    private readonly problems: Problem[],
  ) {}

  /** That of the state, or else the one of the display name and template. */
  async find(lane: Lane): Promise<Application | undefined> {
    const known = this.knownOf(lane, 'object_id');
    if (known !== undefined) return this.reader.application(known);
    const found = await this.findByName(lane);
    return found === 'refused' ? undefined : found;
  }

  /** Whether it was told why the application isn't taken over; what hangs on it says nothing then. */
  async isRefused(lane: Lane): Promise<boolean> {
    return this.knownOf(lane, 'object_id') === undefined && (await this.findByName(lane)) === 'refused';
  }

  async findServicePrincipal(lane: Lane): Promise<ServicePrincipal | undefined> {
    const appId = this.knownOf(lane, 'client_id') ?? (await this.find(lane))?.appId;
    return appId === undefined ? undefined : this.reader.servicePrincipalOf(appId);
  }

  private knownOf(lane: Lane, attribute: 'object_id' | 'client_id'): string | undefined {
    return this.standing.read(`azuread_application.${resourceName(`${lane}application`)}`, attribute);
  }

  /** `refused`, too, where another application has AWS's identifier: it is the one that people sign in by. */
  private findByName(lane: Lane): Promise<Application | 'refused' | undefined> {
    const found = this.byName.get(lane) ?? this.lookByName(lane);
    this.byName.set(lane, found);
    return found;
  }

  private async lookByName(lane: Lane): Promise<Application | 'refused' | undefined> {
    const wanted = applicationsOf(this.environment).find((each) => each.lane === LANES[lane]);
    if (wanted === undefined) return undefined;
    const { id: template } = lane === '' ? IDENTITY_CENTER_TEMPLATE : SINGLE_ACCOUNT_TEMPLATE;
    const isOfTemplate = ({ applicationTemplateId }: Application) => applicationTemplateId === template;
    const named = await this.named(wanted.settings.displayName);
    const [found, ...others] = named.filter(isOfTemplate);
    const holder = await this.reader.holderOf(wanted.identifier);
    const isMeant = holder === undefined || holder.appId === found?.appId;
    if (isMeant && others.length === 0 && (found !== undefined || named.length === 0)) return found;
    const refusals = new ApplicationRefusals(this.environment, wanted);
    if (found !== undefined && others.length > 0) this.problems.push(refusals.several([found, ...others]));
    else if (holder === undefined || named.some(({ appId }) => appId === holder.appId))
      this.problems.push(refusals.ofAnotherTemplate(named.filter((each) => !isOfTemplate(each))));
    else {
      const same = (await this.named(holder.displayName)).find(({ appId }) => appId === holder.appId);
      const canBeKept = same !== undefined && isOfTemplate(same);
      this.problems.push(
        refusals.identifierElsewhere(holder, { canBeKept, isNameTaken: found !== undefined }),
      );
    }
    return 'refused';
  }

  private async named(name: string): Promise<Application[]> {
    const found = (await this.reader.applicationsNamed(name)) ?? [];
    return found.filter(({ displayName }) => displayName === name);
  }
}
