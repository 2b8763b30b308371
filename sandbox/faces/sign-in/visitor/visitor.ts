/** Signs people in without a browser, and tells what the pages say: it knows nothing of the world behind them. */
import { Client } from './client.js';
import { type Entered, enterEach, roleInAccount } from './entered.js';
import type { HtmlElement, HtmlPage } from './html-page.js';

/** Why somebody didn't get in, in the words of the page. */
export interface Refused {
  readonly refused: string;
}

export interface PortalOffer {
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly string[];
  }[];
}

export interface ConsoleOffer {
  /** ARNs of the roles to choose from. */
  readonly roles: readonly string[];
  /** What the console says of who one is, once a role is chosen: names such as `Role` and `Session name`. */
  readonly as?: Readonly<Record<string, string>>;
}

export interface VisitorProps {
  /** Where the access portal is. */
  readonly portal: string;
  /** Where a sign-in by an application starts. */
  signInTo(appId: string): string;
  readonly password: string;
  /** What the visitor does when asked for a second proof. Default: approves. */
  readonly mfa?: 'approve' | 'decline';
}

/** Comes with a new browser each time. */
export class Visitor {
  constructor(private readonly props: VisitorProps) {}

  async signInToPortal(userPrincipalName: string): Promise<PortalOffer | Refused> {
    const page = await this.arrive(new Client(), this.props.portal, userPrincipalName);
    if (page.refusal !== undefined) return { refused: page.refusal };
    const accounts = accountsOn(page).map((account) => ({
      id: account.attribute('data-account-id'),
      name: account.attribute('data-account-name'),
      roles: account.having('data-role').map((role) => role.attribute('data-role')),
    }));
    return { accounts };
  }

  /** Has the portal show the credentials of every role that it offers. */
  async enterByPortal(userPrincipalName: string): Promise<Entered | Refused> {
    const client = new Client();
    const page = await this.arrive(client, this.props.portal, userPrincipalName);
    if (page.refusal !== undefined) return { refused: page.refusal };
    const offered = accountsOn(page).flatMap((account) =>
      account.having('data-role').map((role) => ({
        account: account.attribute('data-account-id'),
        role: role.attribute('data-role'),
        address: role.elements('a')[0]?.attribute('href') ?? '',
      })),
    );
    return enterEach(offered, async ({ account, role, address }) => {
      const shown = await client.open(address);
      const assumed = `::${account}:assumed-role/AWSReservedSSO_${role}_`;
      if (factsOn(shown)['Assumed role']?.includes(assumed)) return undefined;
      return shown.refusal ?? unexpected(shown).message;
    });
  }

  /** Enters the console by every role that is offered: anew for each, since a response is taken once. */
  async enterByConsole(userPrincipalName: string, appId: string): Promise<Entered | Refused> {
    const offer = await this.signInToConsole(userPrincipalName, appId);
    if ('refused' in offer) return offer;
    const offered = offer.roles.map((arn) => ({ ...roleInAccount(arn), arn }));
    return enterEach(offered, async ({ arn }) => {
      const arrived = offer.as ? offer : await this.signInToConsole(userPrincipalName, appId, arn);
      if ('refused' in arrived) return arrived.refused;
      const role = arrived.as?.['Role'];
      return role === arn ? undefined : `The console knows one as ${role ?? 'nobody'}.`;
    });
  }

  /** @param role The ARN to choose where there is more than one; without it, the visitor leaves at the choice. */
  async signInToConsole(
    userPrincipalName: string,
    appId: string,
    role?: string,
  ): Promise<ConsoleOffer | Refused> {
    const client = new Client();
    const page = await this.arrive(client, this.props.signInTo(appId), userPrincipalName);
    const choice = page.form('role');
    if (choice === undefined) return entered(page);
    const offered = page.having('data-role-arn').map((role) => role.attribute('data-role-arn'));
    if (role === undefined) return { roles: offered };
    const arrived = entered(await client.send(choice, { roleIndex: role }));
    return 'refused' in arrived ? arrived : { ...arrived, roles: offered };
  }

  /** From an address through whatever Entra asks to where it ends. */
  private async arrive(client: Client, address: string, userPrincipalName: string): Promise<HtmlPage> {
    const { password, mfa = 'approve' } = this.props;
    let page = await client.open(address);
    const signIn = page.form('sign-in');
    if (signIn) page = await client.send(signIn, { login: userPrincipalName, passwd: password });
    const second = page.form('mfa');
    if (second) page = await client.send(second, { mfa });
    return client.pass(page);
  }
}

function accountsOn(page: HtmlPage): HtmlElement[] {
  if (page.having('data-user').length === 0) throw unexpected(page);
  return page.having('data-account-id');
}

const factsOn = (page: HtmlPage): Record<string, string> =>
  Object.fromEntries(page.having('data-fact').map((fact) => [fact.attribute('data-fact'), fact.text]));

function entered(page: HtmlPage): ConsoleOffer | Refused {
  if (page.refusal !== undefined) return { refused: page.refusal };
  const as = factsOn(page);
  if (as['Role'] === undefined) throw unexpected(page);
  return { roles: [as['Role']], as };
}

const unexpected = ({ address, heading }: HtmlPage): Error =>
  new Error(`Nobody expects the page "${heading}" at ${new URL(address).pathname}.`);
