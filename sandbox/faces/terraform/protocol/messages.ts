/** The protocol's messages, as @grpc/proto-loader makes them of the wire. */
import type { DynamicValue } from './values.js';

export interface PathStep {
  readonly attributeName?: string;
  readonly elementKeyInt?: number;
}
export interface AttributePathMessage {
  readonly steps: readonly PathStep[];
}
export interface Diagnostic {
  readonly severity: 'ERROR';
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: AttributePathMessage;
}

export interface ConfigureRequest {
  readonly config?: DynamicValue;
}
export interface ConfigRequest {
  readonly typeName: string;
  readonly config?: DynamicValue;
}
export interface UpgradeRequest {
  readonly typeName: string;
  readonly rawState?: { readonly json?: Uint8Array };
}
export interface ReadRequest {
  readonly typeName: string;
  readonly currentState?: DynamicValue;
}
export interface PlanRequest {
  readonly typeName: string;
  readonly priorState?: DynamicValue;
  readonly proposedNewState?: DynamicValue;
  readonly config?: DynamicValue;
}
export interface ApplyRequest {
  readonly typeName: string;
  readonly priorState?: DynamicValue;
  readonly plannedState?: DynamicValue;
}
export interface ImportRequest {
  readonly typeName: string;
  readonly id: string;
}

export function pathMessage(path: readonly (string | number)[]): AttributePathMessage {
  return {
    steps: path.map((step) => (typeof step === 'number' ? { elementKeyInt: step } : { attributeName: step })),
  };
}
