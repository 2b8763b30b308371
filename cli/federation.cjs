#!/usr/bin/env node
'use strict';
/* Plain JavaScript that any Node can read: it says what is missing before anything else is loaded. */

const { engines } = require('../package.json');
const [oldestMajor, oldestMinor] = engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);

function stop(message) {
  process.stderr.write(`Error: ${message}\n`);
  process.exit(1);
}

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  stop(`Node ${process.versions.node} is too old: Node ${oldestMajor}.${oldestMinor} or newer is needed.`);
}
try {
  require.resolve('tsx/cjs');
} catch {
  stop('The npm packages are not installed. Run: npm ci');
}
require('tsx/cjs');
require('./main.ts').run(process.argv.slice(2));
