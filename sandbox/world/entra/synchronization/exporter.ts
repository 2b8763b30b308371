/** Carries out changes in AWS, remembers what AWS has then, and logs how each went. */
import type { Change, Entry, Links, MembershipChange } from './changes.js';
import { attributesOf, changedAttributes, type Resource } from './mapping.js';
import type { ProvisioningEvent } from './objects.js';
import { Refused, type ScimClient } from './scim-client.js';

export type RecordStep = (
  entry: Entry,
  step: Pick<ProvisioningEvent, 'action' | 'outcome' | 'reason'>,
) => ProvisioningEvent;

/** What one cycle, or one request on demand, has done so far. */
export class Exporter {
  exported = 0;
  /** Failures of single objects. */
  escrowed = 0;
  /** Those among them that were no fault of the object. */
  outages = 0;

  constructor(
    private readonly client: ScimClient,
    private readonly links: Links,
    private readonly record: RecordStep,
  ) {}

  /** Looks at what AWS has of an object; forgets the link to one that AWS doesn't have any more (unverified that Entra does). */
  async refresh(id: string): Promise<void> {
    const link = this.links.get(id);
    if (!link) return;
    const current = await this.client.get(link.type, link.targetId);
    if (current) link.sent = attributesOf(current);
    else this.forget(id);
  }

  /** @throws ConnectionRefused */
  async change(change: Change): Promise<ProvisioningEvent> {
    const forget = async () => this.forget(change.id);
    return this.attempt(change, change.action, forget, async () => {
      if (change.action === 'Create') return this.create(change, change.wanted);
      const { link, id } = change;
      if (change.action === 'Delete') {
        await this.client.delete(link.type, link.targetId);
        this.forget(id);
        return 'Deleted.';
      }
      await this.client.update(link.type, link.targetId, change.attributes);
      link.sent = { ...link.sent, ...change.attributes };
      link.name = change.name;
      link.released = change.releases;
      return `Updated ${Object.keys(change.attributes).join(', ')}.`;
    });
  }

  /** @throws ConnectionRefused */
  async changeMembers({ group, add, remove, ...entry }: MembershipChange): Promise<ProvisioningEvent> {
    const concerned = [...this.links].filter(
      ([id, { targetId }]) => id === entry.id || add.includes(targetId),
    );
    const refresh = async () => {
      for (const [id] of concerned) await this.refresh(id);
    };
    return this.attempt(entry, 'Update', refresh, async () => {
      await this.client.changeMembers(group.targetId, 'add', add);
      for (const user of add) group.members.add(user);
      await this.client.changeMembers(group.targetId, 'remove', remove);
      for (const user of remove) group.members.delete(user);
      return `Members: ${add.length} added, ${remove.length} removed.`;
    });
  }

  /** Takes over the object of AWS that matches, or makes one. */
  private async create({ id, name, type }: Entry, wanted: Resource): Promise<string> {
    const match = await this.client.find(type, name);
    const targetId = match ? String(match['id']) : await this.client.create(type, wanted);
    const sent = attributesOf(match ?? wanted);
    const link = { type, name, targetId, sent, members: new Set<string>(), released: false };
    this.links.set(id, link);
    const attributes = changedAttributes(sent, attributesOf(wanted));
    if (Object.keys(attributes).length > 0) {
      await this.client.update(type, targetId, attributes);
      link.sent = { ...sent, ...attributes };
    }
    return match ? `Matched ${targetId}.` : `Created ${targetId}.`;
  }

  private async attempt(
    entry: Entry,
    action: ProvisioningEvent['action'],
    whenGone: () => Promise<void>,
    work: () => Promise<string>,
  ): Promise<ProvisioningEvent> {
    try {
      const reason = await work();
      this.exported += 1;
      return this.record(entry, { action, outcome: 'Success', reason });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.escrowed += 1;
      if (error.isOutage) this.outages += 1;
      if (error.status === 404) await whenGone();
      return this.record(entry, { action, outcome: 'Failure', reason: error.message });
    }
  }

  /** What AWS doesn't have is no member there either. */
  private forget(id: string): void {
    const link = this.links.get(id);
    this.links.delete(id);
    for (const { members } of this.links.values()) members.delete(link?.targetId ?? '');
  }
}
