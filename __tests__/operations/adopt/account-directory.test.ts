import { AccountDirectory } from '../../../operations/adopt/converters/account-directory.js';

test('an account that is named by another’s id is itself, and a name that is an id alone is that account', () => {
  const directory = new AccountDirectory();
  directory.add({ key: '111111111111', id: '111111111111', name: '222222222222' });
  directory.add({ key: '222222222222', id: '222222222222', name: 'Shop' });
  directory.add({ key: '333333333333', id: '333333333333' });
  expect(directory.byName('222222222222')).toBe('111111111111');
  expect(directory.byId('222222222222')).toBe('222222222222');
  expect(directory.byName('333333333333')).toBe('333333333333');
  expect(directory.byName('444444444444')).toBe('444444444444');
  expect(directory.all.map(({ id, name }) => [id, name])).toEqual([
    ['111111111111', '222222222222'],
    ['222222222222', 'Shop'],
    ['333333333333', undefined],
    [undefined, '444444444444'],
  ]);
});

test('of two accounts of one name, both are found', () => {
  const directory = new AccountDirectory();
  directory.add({ key: '111111111111', id: '111111111111', name: 'Shop' });
  directory.add({ key: '222222222222', id: '222222222222', handle: 'Shop' });
  expect(directory.find('Shop')).toEqual(['111111111111', '222222222222']);
  expect(directory.find('shop')).toEqual([]);
});
