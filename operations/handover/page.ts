/** A page for the person at the console: tasks in order, each with what to do, put in, see, check, and how to go back. */
import type { Value } from '../status/step.js';

export interface Page {
  readonly title: string;
  /** Paragraphs before the tasks. */
  readonly intro: readonly string[];
  readonly tasks: readonly Task[];
}

/** All texts are plain: whole sentences, without markup. */
export interface Task {
  readonly title: string;
  /** In order. */
  readonly act: readonly string[];
  /** What to paste, what to compare with, what to run. */
  readonly values: readonly Value[];
  readonly see: string;
  readonly check: string;
  readonly back: string;
}

/** What each part of a task is called. */
export const PARTS = [
  ['see', 'What you see'],
  ['check', 'How to check'],
  ['back', 'How to go back'],
] as const satisfies readonly (readonly [keyof Task, string])[];
