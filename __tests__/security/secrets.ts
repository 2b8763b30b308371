/** Looks for secrets in what a run left behind: in every file, in the entries of those that are zips, in any usual form. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

/** Where a secret was found, and which: by name, never itself. */
export interface Found {
  readonly secret: string;
  readonly where: string;
}

/** What no file of a run holds, whatever the secrets are. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'an access token of Graph': /eyJ[\w-]{20,}\.eyJ[\w-]{20,}/,
};

export function findSecrets(text: string, where: string, secrets: Readonly<Record<string, string>>): Found[] {
  const known = Object.entries(secrets)
    .filter(([, value]) => formsOf(value).some((form) => text.includes(form)))
    .map(([secret]) => ({ secret, where }));
  const like = Object.entries(PATTERNS)
    .filter(([, pattern]) => pattern.test(text))
    .map(([secret]) => ({ secret, where }));
  return [...known, ...like];
}

export function findSecretsInFolder(folder: string, secrets: Readonly<Record<string, string>>): Found[] {
  return filesIn(folder).flatMap((file) => {
    const content = readFileSync(join(folder, file));
    const entries =
      content.subarray(0, 2).toString('latin1') === 'PK' ? Object.entries(unzipSync(content)) : [];
    return [['', content] as const, ...entries].flatMap(([entry, bytes]) =>
      findSecrets(Buffer.from(bytes).toString('latin1'), entry === '' ? file : `${file} ${entry}`, secrets),
    );
  });
}

/** Every file of the folder, with those that a link leads to left out. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/** As it is, percent-encoded, in JSON, in hexadecimal, and in Base64 wherever in a longer text it stands. */
function formsOf(value: string): string[] {
  const base64 = ['', 'x', 'xx'].map((before) => {
    const encoded = Buffer.from(before + value).toString('base64');
    // What the neighbours on both sides have a part in is left out.
    return encoded.slice(before === '' ? 0 : 4, -4);
  });
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('hex'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}
