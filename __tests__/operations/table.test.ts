import { renderTable } from '../../operations/table.js';

test('columns are as wide as their widest cell as a terminal shows it, and no line ends in spaces', () => {
  const rows = [
    ['東京', 'a', ''],
    ['Zoë 👩‍🚀', 'longer', 'x'],
  ];
  expect(renderTable(['Who', 'What', ''], rows)).toBe(
    ['Who     What', '東京    a', 'Zoë 👩‍🚀  longer  x'].join('\n'),
  );
});

test('without rows there is the head', () => {
  expect(renderTable(['Who', 'What'], [])).toBe('Who  What');
});
