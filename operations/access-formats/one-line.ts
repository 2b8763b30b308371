/**
 * Text from a config as it stands in a document: on one line. Control characters, line ends and tabs among them, and
 * those that turn the writing direction are shown as their codes, `\u001b`, and so is half a surrogate pair.
 */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, codeOf);

/** Such as `\u001b`. */
export const codeOf = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
