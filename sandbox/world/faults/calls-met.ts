/** Which calls a fault counts and meets. */
import { type Call, isRead } from '../calls.js';
import type { Fault } from './fault.js';

/** What AWS carries out after it has answered. */
const ASYNCHRONOUS = /^(CreateAccountAssignment|DeleteAccountAssignment|ProvisionPermissionSet)$/;

/** What makes an object that has an id of its own, and can be looked for. Graph's other objects are there at once. */
const MAKING: Readonly<Record<Call['cloud'], RegExp>> = {
  aws: /^CreatePermissionSet$/,
  entra: /^(create|instantiate)$/,
};
const REPLICATED = ['applicationTemplates', 'groups', 'servicePrincipals'];

/** What the tenant's caller doesn't do over the wire: who it is, it knows from its own token. */
const LOCAL = ['summary', 'summaryOfAll', 'provisioningLog', 'made', 'activeKey', 'demandMfa'];

export function canMeet({ kind, place, on }: Fault, call: Call): boolean {
  if (place !== call.cloud || LOCAL.includes(call.operation)) return false;
  if ((on === 'read') !== isRead(call)) return false;
  if (kind === 'unsettled') return ASYNCHRONOUS.test(call.operation);
  if (kind === 'conflict') return call.cloud === 'entra' || call.service === 'ssoAdmin';
  if (kind !== 'lagging') return true;
  return (
    MAKING[call.cloud].test(call.operation) && (call.cloud === 'aws' || REPLICATED.includes(call.service))
  );
}

/** The same for a call that is repeated. */
export const keyOf = ({ service, operation, input }: Call): string =>
  `${service}.${operation} ${JSON.stringify(input)}`;
