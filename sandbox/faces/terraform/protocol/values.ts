/** Terraform's values on the wire: msgpack, with an extension for "not known yet". */
import { ExtensionCodec, decode, encode } from '@msgpack/msgpack';

/** A value that Terraform learns only when it applies. There is one, `UNKNOWN`. */
class Unknown {
  private readonly known = false;
  toString(): string {
    return this.known ? '' : '(known after apply)';
  }
}
export const UNKNOWN = new Unknown();

/** As `Value`, but any part may be unknown. */
export type WireValue = null | string | number | boolean | Unknown | WireValue[] | WireObject;
export type WireObject = { [key: string]: WireValue };

/** The message in which the protocol carries a value. */
export interface DynamicValue {
  msgpack?: Uint8Array;
}

/** Plain unknown values are extension 0; those with known limits ("refined") are 12, and the limits are dropped. */
const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: (value: unknown) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensionCodec.register({ type: 12, encode: () => null, decode: () => UNKNOWN });

export function decodeValue(value: DynamicValue | null | undefined): WireValue {
  if (!value?.msgpack?.length) return null;
  return decode(value.msgpack, { extensionCodec }) as WireValue;
}

export function encodeValue(value: WireValue): { msgpack: Uint8Array } {
  return { msgpack: encode(value, { extensionCodec }) };
}

export function isUnknown(value: WireValue | undefined): value is Unknown {
  return value instanceof Unknown;
}

export function isObject(value: WireValue | undefined): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}
