/** References from one object to others: owners of applications, service principals and groups, members of groups. */
import type { Directory } from './directory.js';
import { badRequest, notFound } from './graph-error.js';
import type { Principal, PrincipalType } from './objects.js';

export class References {
  constructor(
    private readonly directory: Directory,
    private readonly property: 'owners' | 'members',
    /** The objects that may hold these references. */
    private readonly holders: ReadonlyMap<string, unknown>,
    private readonly types: readonly PrincipalType[],
  ) {}

  list(holder: string): Principal[] {
    return this.ids(holder).map((id) => this.directory.principal(id));
  }

  add(holder: string, id: string): void {
    const ids = this.ids(holder);
    const { type } = this.directory.principal(id);
    if (!this.types.includes(type)) {
      throw badRequest(
        `The reference target '${type}_${id}' of type '${type}' is invalid for the '${this.property}' reference.`,
      );
    }
    if (ids.includes(id)) {
      throw badRequest(
        `One or more added object references already exist for the following modified properties: '${this.property}'.`,
      );
    }
    this.directory[this.property].set(holder, [...ids, id]);
  }

  remove(holder: string, id: string): void {
    const ids = this.ids(holder);
    if (!ids.includes(id)) throw notFound(id);
    this.directory[this.property].set(
      holder,
      ids.filter((other) => other !== id),
    );
  }

  private ids(holder: string): readonly string[] {
    if (!this.holders.has(holder)) throw notFound(holder);
    return this.directory[this.property].get(holder) ?? [];
  }
}
