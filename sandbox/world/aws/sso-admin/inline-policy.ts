import { changePermissionSet, findPermissionSet, type PermissionSetInput } from '../access.js';
import { AwsError } from '../aws-error.js';
import { satisfy } from '../constraints.js';
import { limits } from '../limits.js';
import type { Session } from '../state.js';

/** sso-admin: the one inline policy of a permission set. Putting one replaces the last one, without a word. */
export const inlinePolicyOperations = {
  /** At most 10,240 bytes that aren't white space, and 32,768 characters in all. */
  PutInlinePolicyToPermissionSet(
    session: Session,
    input: PermissionSetInput & { InlinePolicy: string },
  ): Record<string, never> {
    const record = changePermissionSet(session, 'PutInlinePolicyToPermissionSet', input);
    checkInlinePolicy(input.InlinePolicy);
    record.inlinePolicy = input.InlinePolicy;
    record.revision += 1;
    return {};
  },

  /** An empty string where there is none. */
  GetInlinePolicyForPermissionSet(session: Session, input: PermissionSetInput): { InlinePolicy: string } {
    return {
      InlinePolicy: findPermissionSet(session, 'GetInlinePolicyForPermissionSet', input).inlinePolicy,
    };
  },

  DeleteInlinePolicyFromPermissionSet(session: Session, input: PermissionSetInput): Record<string, never> {
    const record = changePermissionSet(session, 'DeleteInlinePolicyFromPermissionSet', input);
    record.inlinePolicy = '';
    record.revision += 1;
    return {};
  },
};

/** What the policy allows isn't looked into. */
function checkInlinePolicy(policy: string): void {
  satisfy({ member: 'inlinePolicy', value: policy, required: true, least: 1, most: 32_768 });
  const size = Buffer.byteLength(policy.replace(/\s/g, ''));
  if (size > limits.inlinePolicyBytes) {
    throw new AwsError(
      'ValidationException',
      `Current size of the non-whitespace characters present in the InlinePolicy Document is ${size} bytes ` +
        `which has exceeded the maximum limit of ${limits.inlinePolicyBytes} bytes`,
    );
  }
  if (!isJsonObject(policy)) throw new AwsError('ValidationException', 'Syntax errors in policy.');
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
