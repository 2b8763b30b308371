/** AWS's metadata as an attacker writes it: nothing in it is fetched or expanded, and its URLs are AWS's or refused. */
import { METADATA, loadChanged } from '../model/helpers.js';

const load = (xml: string) => loadChanged(() => undefined, { 'aws.xml': xml });
const saidOf = (xml: string): string => load(xml).text;

const withDoctype = (definitions: string, use: string): string =>
  METADATA.replace('?>', `?>\n<!DOCTYPE md:EntityDescriptor [${definitions}]>`).replace(
    /entityID="[^"]*"/,
    `entityID="${use}"`,
  );

const laughs = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');

test.each([
  ['a bomb of entities', withDoctype(`<!ENTITY a0 "ha">${laughs}`, '&a12;')],
  ['one long entity, often used', withDoctype(`<!ENTITY a "${'a'.repeat(50_000)}">`, '&a;'.repeat(10_000))],
  ['an entity from a file', withDoctype('<!ENTITY a SYSTEM "file:///etc/passwd">', '&a;')],
  ['an entity from the network', withDoctype('<!ENTITY a SYSTEM "http://169.254.169.254/latest/">', '&a;')],
  ['a parameter entity', withDoctype('<!ENTITY % a SYSTEM "http://127.0.0.1/a.dtd"> %a;', 'x')],
  ['a document type elsewhere', METADATA.replace('?>', '?><!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">')],
  ['a document type in lower case', METADATA.replace('?>', '?><!doctype a>')],
])('%s is refused with the document type that holds it', (_name, xml) => {
  expect(saidOf(xml)).toContain(
    '"aws.xml" holds a document type definition, which SAML metadata has no use for.',
  );
});

test('an entity that nothing defines stays a name', () => {
  expect(saidOf(METADATA.replace(/entityID="/, 'entityID="&xxe;'))).toMatch(
    /has the entity ID "&xxe;https:.*which is not one of IAM Identity Center|is not XML/,
  );
});

test.each([
  ['elements', '<a>'.repeat(20_000) + '</a>'.repeat(20_000), /is nested too deeply/],
  ['elements without an end', '<a>'.repeat(80_000), /is not XML/],
  [
    'attributes',
    `<a ${Array.from({ length: 15_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`,
    /has no EntityDescriptor/,
  ],
  ['references', `<a b="${'&#x41;'.repeat(40_000)}"/>`, /has no EntityDescriptor/],
  ['brackets', '<'.repeat(250_000), /is not XML/],
  ['white space', `<a${' '.repeat(250_000)}`, /is not XML/],
  ['a comment without an end', `<!--${'-'.repeat(250_000)}`, /is not XML/],
  ['sections of text', `<a>${'<![CDATA['.repeat(25_000)}`, /is not XML/],
  ['instructions', '<?a '.repeat(60_000), /is not XML/],
])('very many %s', (_name, xml, said) => {
  expect(saidOf(xml)).toMatch(said);
});

test('a file that is too large to be SAML metadata is not read', () => {
  expect(saidOf(METADATA.replace('?>', `?><!--${'x'.repeat(262_144)}-->`))).toMatch(
    /"aws.xml" has \d+ bytes; this program reads 256 KiB at most\./,
  );
});

test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
  'an element or attribute %s is one like any other, or refused',
  (name) => {
    expect(saidOf(`<${name}><a/></${name}>`)).toMatch(/is nested too deeply|has no EntityDescriptor/);
    const { environments, text } = load(METADATA.replace('entityID=', `${name}="polluted" entityID=`));
    expect(text).toMatch(/^No problems\.$|is nested too deeply/);
    expect(environments.every(({ serviceProvider }) => serviceProvider.entityId.startsWith('https://'))).toBe(
      true,
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  },
);

test('it is UTF-8, whatever it says of itself', () => {
  expect(saidOf(METADATA.replace('UTF-8', 'UTF-7'))).toBe('No problems.');
  const said = loadChanged(() => undefined, { 'aws.xml': '\ufeff'.concat(METADATA) }).text;
  expect(said).toBe('No problems.');
});

test.each([
  ['an address elsewhere', 'https://evil.example/acs'],
  ['a look-alike', 'https://eu-west-1.signin.aws.evil.example/platform/saml/acs/x'],
  ['a user in front', 'https://eu-west-1.signin.aws@evil.example/platform/saml/acs/x'],
  ['a wildcard', 'https://eu-west-1.signin.aws/platform/saml/acs/*'],
  ['another scheme', 'javascript:alert(1)'],
  ['a line end within', 'https://eu-west-1.signin.aws/platform/saml/acs/x&#10;y'],
  ['markup', 'https://eu-west-1.signin.aws/platform/saml/acs/&lt;script&gt;'],
  ['an interpolation', 'https://eu-west-1.signin.aws/platform/saml/acs/${file(path.module)}'],
])('a reply URL is AWS’s own: %s', (_name, url) => {
  // A replacement's `$` would be one of its patterns.
  const said = saidOf(METADATA.replace(/Location="[^"]*"/, () => `Location="${url}"`));
  expect(said).toContain('which is not one of IAM Identity Center.');
});
