/** Why an application isn't taken over, and what to do. Pure. */
import type { Environment } from '../../model/environment.js';
import { error, type Location, type Problem } from '../../model/problem.js';
import { listAll, quote } from '../../model/text.js';
import type { FederatedApplication } from '../clouds/service-principals.js';
import type { Holder } from './entra-reader.js';

export class ApplicationRefusals {
  private readonly location: Location;
  private readonly name: string;

  constructor(
    environment: Environment,
    private readonly application: FederatedApplication,
  ) {
    this.name = quote(application.settings.displayName);
    this.location = environment.locate([
      this.isForEmergencies() ? 'emergencyAccess' : 'entra',
      'application',
      'displayName',
    ]);
  }

  several(named: readonly Identified[]): Problem {
    return error(
      this.location,
      `${this.name} is the name of several applications in Entra of the same gallery template: ${idsOf(named)}.`,
      'One of them is to be taken over: find out which one people sign in to AWS by, and rename or delete the others in Entra.',
    );
  }

  ofAnotherTemplate(named: readonly Identified[]): Problem {
    return error(
      this.location,
      `${this.name} is in Entra an application of another gallery template: ${idsOf(named)}.`,
      'Choose another display name, or rename that one in Entra.',
    );
  }

  /**
   * @param how `canBeKept`: whether it is of the gallery template. `isNameTaken`: whether another application has the
   * config's name.
   */
  identifierElsewhere(
    { displayName, appId }: Holder,
    how: { readonly canBeKept: boolean; readonly isNameTaken: boolean },
  ): Problem {
    return error(
      this.location,
      `AWS’s identifier ${this.application.identifier} is that of ${quote(displayName)} in Entra (application id ${appId}), not of ${this.name}.`,
      this.advise(how),
    );
  }

  private advise({ canBeKept, isNameTaken }: { canBeKept: boolean; isNameTaken: boolean }): string {
    const takeOver = `write its name here${isNameTaken ? '' : ', or rename it back in Entra'}`;
    if (this.isForEmergencies())
      return canBeKept
        ? `No two applications of a tenant can have it. If that is the one for emergencies, ${takeOver}; if not, give \`emergencyAccess.instance\` a number that is free.`
        : 'No two applications of a tenant can have it, and that one isn’t of the gallery template: it can’t be taken over. Give `emergencyAccess.instance` a number that is free.';
    return canBeKept
      ? `People sign in to AWS by that one: ${takeOver}.`
      : 'People sign in to AWS by that one, and it isn’t of the gallery template: it can’t be taken over. Another one can be made in its place once its identifier is taken off it in Entra; nobody can sign in until then.';
  }

  private isForEmergencies(): boolean {
    return this.application.lane === 'emergency';
  }
}

interface Identified {
  readonly id: string;
}

const idsOf = (named: readonly Identified[]): string => listAll(named.map(({ id }) => id));
