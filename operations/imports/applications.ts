/** The enterprise applications of an environment as they stand in Entra, and what belongs to each. */
import type { ApplicationConfig } from '../../model/config.js';
import type { Environment } from '../../model/environment.js';
import { error, type Problem } from '../../model/problem.js';
import { listAll, quote } from '../../model/text.js';
import { IDENTITY_CENTER_TEMPLATE, SINGLE_ACCOUNT_TEMPLATE } from '../../stacks/entra/gallery-template.js';
import { type Kind, resourceName } from '../../stacks/names.js';
import type { Application, EntraReader, ServicePrincipal } from './entra-reader.js';
import type { Standing } from './standing.js';

/** What the names of an application's parts begin with. */
export type Lane = '' | 'emergency-';

export const laneOf = (kind: Kind): Lane => (kind.startsWith('emergency-') ? 'emergency-' : '');

export class Applications {
  constructor(
    private readonly environment: Environment,
    private readonly standing: Standing,
    private readonly reader: EntraReader,
    private readonly problems: Problem[],
  ) {}

  /** That of the state, or else the one of the display name and template. */
  async find(lane: Lane): Promise<Application | undefined> {
    const known = this.standing.read(
      `azuread_application.${resourceName(`${lane}application`)}`,
      'object_id',
    );
    return known === undefined ? this.findByName(lane) : this.reader.application(known);
  }

  async findServicePrincipal(lane: Lane): Promise<ServicePrincipal | undefined> {
    const known = this.standing.read(
      `azuread_application.${resourceName(`${lane}application`)}`,
      'client_id',
    );
    const appId = known ?? (await this.findByName(lane))?.appId;
    return appId === undefined ? undefined : this.reader.servicePrincipalOf(appId);
  }

  private async findByName(lane: Lane): Promise<Application | undefined> {
    const settings = this.settingsOf(lane);
    if (settings === undefined) return undefined;
    const named = ((await this.reader.applicationsNamed(settings.displayName)) ?? []).filter(
      ({ displayName }) => displayName === settings.displayName,
    );
    const template = (lane === '' ? IDENTITY_CENTER_TEMPLATE : SINGLE_ACCOUNT_TEMPLATE).id;
    const [found, ...others] = named.filter(
      ({ applicationTemplateId }) => applicationTemplateId === template,
    );
    if (others.length === 0 && (found !== undefined || named.length === 0)) return found;
    this.problems.push(this.refuse(lane, settings, found === undefined ? named : [found, ...others], found));
    return undefined;
  }

  private refuse(
    lane: Lane,
    { displayName }: ApplicationConfig,
    named: readonly Application[],
    found?: Application,
  ): Problem {
    const path = [lane === '' ? 'entra' : 'emergencyAccess', 'application', 'displayName'];
    const ids = listAll(named.map(({ id }) => id));
    return found === undefined
      ? error(
          this.environment.locate(path),
          `${quote(displayName)} is in Entra an application of another gallery template: ${ids}.`,
          'Choose another display name, or rename that one in Entra.',
        )
      : error(
          this.environment.locate(path),
          `${quote(displayName)} is the name of several applications in Entra of the same gallery template: ${ids}.`,
          'One of them is to be taken over: find out which one people sign in to AWS by, and rename or delete the others in Entra.',
        );
  }

  private settingsOf(lane: Lane): ApplicationConfig | undefined {
    const { entra, emergencyAccess } = this.environment.config;
    return lane === '' ? entra.application : (emergencyAccess?.application as ApplicationConfig | undefined);
  }
}
