import { createAddressHider } from '../../operations/hidden-address.js';

const hide = createAddressHider({
  TF_HTTP_ADDRESS: 'https://ada:hunter2@State.example/prod?token=hunter3&ref=main',
});

test.each([
  [
    'Get "https://ada:hunter2@state.example/prod?token=hunter3&ref=main": refused',
    'Get "https://(hidden)@state.example/prod?token=(hidden)&ref=(hidden)": refused',
  ],
  [
    'in JSON: \\"https://state.example/prod?token=hunter3\\u0026ref=main\\": refused',
    'in JSON: \\"https://state.example/prod?token=(hidden)\\u0026ref=(hidden)\\": refused',
  ],
  ['https://state.example/lock?hunter3 is bare', 'https://state.example/lock?(hidden) is bare'],
  ['https://graph.example/v1.0/users?$top=1 stays', 'https://graph.example/v1.0/users?$top=1 stays'],
])('%s', (said, shown) => expect(hide(said)).toBe(shown));

test('an address that is no URL is hidden whole', () => {
  expect(createAddressHider({ TF_HTTP_ADDRESS: 'ht!tp:?token=hunter2' })('parse ht!tp:?token=hunter2')).toBe(
    'parse (hidden)',
  );
});

test('without a secret nothing is changed', () => {
  const address = 'https://state.example/prod';
  expect(createAddressHider({ TF_HTTP_ADDRESS: address })(`${address}?a=b`)).toBe(`${address}?a=b`);
});
