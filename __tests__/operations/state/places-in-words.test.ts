/** What tells two places apart, and how they are shown. */
import { linkSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, describeBackend, locate } from '../../../operations/state/backend.js';
import type { Move } from '../../../operations/state/move.js';
import { renderMoved } from '../../../operations/state/render-move.js';
import { isSamePlace } from '../../../operations/state/same-place.js';
import { parseState } from '../../../operations/state/state-file.js';

const http = (address: string): Backend => ({ type: 'http', settings: { address } });
const local = (path: string): Backend => ({ type: 'local', settings: { path } });

test.each([
  'http://localhost:8080/state/prod',
  'HTTP://127.0.0.1:8080/state/prod/',
  'http://[::1]:8080/state/prod',
  'http://localhost.:8080/state/prod',
  'http://ada:secret@127.0.0.1:8080/state/prod',
])('%s is one place with its other names', (address) => {
  expect(isSamePlace(http(address), http('http://127.0.0.1:8080/state/prod'))).toBe(true);
});

test.each(['http://127.0.0.1:8081/state/prod', 'http://127.0.0.1:8080/state/prod?name=b'])(
  '%s is another place',
  (address) => {
    expect(isSamePlace(http(address), http('http://127.0.0.1:8080/state/prod'))).toBe(false);
  },
);

test('a file by way of a link is one place, also before it is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  symlinkSync(folder, `${folder}-link`);
  const [file, linked] = [local(join(folder, 'a.tfstate')), local(join(`${folder}-link`, 'a.tfstate'))];
  expect(isSamePlace(file, linked)).toBe(true);
  writeFileSync(join(folder, 'a.tfstate'), '');
  linkSync(join(folder, 'a.tfstate'), join(folder, 'b.tfstate'));
  expect(isSamePlace(linked, local(join(folder, 'b.tfstate')))).toBe(true);
  expect(isSamePlace(file, local(join(folder, 'c.tfstate')))).toBe(false);
  rmSync(`${folder}-link`);
  rmSync(folder, { recursive: true });
});

test('an address from the environment’s variables is shown, without what may be secret in it', () => {
  const backend: Backend = { type: 'http', settings: {} };
  const TF_HTTP_ADDRESS = 'https://ada:secret@state.acme.example/prod?token=secret';
  expect(describeBackend(locate(backend, { TF_HTTP_ADDRESS }))).toBe(
    'http https://***@state.acme.example/prod?***',
  );
  expect(describeBackend(locate(backend, {}))).toBe('http TF_HTTP_ADDRESS');
});

const there = parseState(JSON.stringify({ serial: 5, lineage: 'a0a0a0a0-1' }));
const told = (move: Pick<Move, 'from' | 'standing' | 'apart'>): string => {
  if (there === undefined) throw new Error('It is a state.');
  const to = local('/new.tfstate');
  return renderMoved({ environment: 'prod', to, state: there, there, ...move }, there);
};

test('how the former state is deleted over HTTP is a whole command', () => {
  const from = http('https://state.acme.example/prod');
  expect(told({ from, standing: 'needed', apart: true }).split('\n').at(-1)).toBe(
    '  curl --fail --request DELETE --user "$TF_HTTP_USERNAME:$TF_HTTP_PASSWORD" https://state.acme.example/prod',
  );
});

test('nobody is told to delete what may be the same place under another name', () => {
  const text = told({ from: http('https://other.acme.example/prod'), standing: 'moved', apart: false });
  expect(text).toBe(
    [
      'prod: the state has been moved already: local /new.tfstate (serial 5, 0 resources) holds the same.',
      'This folder uses it from now on.',
      'Delete nothing at http https://other.acme.example/prod: both hold the very same, so the two may be one place under two names.',
    ].join('\n'),
  );
});
