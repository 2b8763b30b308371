import { printable, printableInColor } from '../../cli/printable.js';

const ESCAPE = '\u001b';

test('what would steer a terminal is shown as its code', () => {
  expect(printable(`a${ESCAPE}[2Jb\u009bc\u007fd\re\u202ef\u2066g`)).toBe(
    String.raw`a\u001b[2Jb\u009bc\u007fd\u000de\u202ef\u2066g`,
  );
});

test('lines, tabs and other languages stay', () => {
  const text = 'Größe\t日本語\nعربي 👩‍💻';
  expect(printable(text)).toBe(text);
});

test('JSON means the same afterwards', () => {
  const value = { name: `a${ESCAPE}\u009b\u202e` };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});

test.each([8, 7, 28, 40, '38;5;0', '0;8', ''])(
  'a code %s, which no plan of Terraform has, paints nothing',
  (code) => {
    expect(printableInColor(`a${ESCAPE}[${code}mb`)).toBe(`a${String.raw`\u001b`}[${code}mb`);
  },
);

test('colours stay where they are wanted, and nothing else does', () => {
  expect(printableInColor(`${ESCAPE}[1m${ESCAPE}[32m+ a${ESCAPE}[0m ${ESCAPE}[2J`)).toBe(
    `${ESCAPE}[1m${ESCAPE}[32m+ a${ESCAPE}[0m ${String.raw`\u001b`}[2J`,
  );
});
