// Loading the installed library reads its table of contents; each name loads what it needs, and no more.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const loaded = () => Object.keys(require.cache).filter((file) => !file.endsWith('loads.js'));
const read = [];
const { readFileSync } = fs;
fs.readFileSync = (file, ...rest) => { read.push(String(file)); return readFileSync(file, ...rest); };

const gopher = require('cdk8s-gopher');
assert.deepEqual(loaded().map((file) => file.replace(/^.*node_modules/, '')), ['/cdk8s-gopher/lib/index.js'.replaceAll('/', require('node:path').sep)]);
assert.ok(!read.some((file) => file.endsWith('table.json')), 'the tables were read');

assert.equal(String(gopher.Percent.of(50)), '50%');
assert.ok(!loaded().some((file) => /rules|plan|databases/.test(file)), `a percentage loads ${loaded().length} files`);
assert.equal(gopher.Percent, gopher.Percent);

const names = Object.keys(gopher);
assert.ok(names.length > 250, `${names.length} names`);
for (const name of names) assert.notEqual(gopher[name], undefined, name);
assert.ok(read.some((file) => file.endsWith('table.json')), 'nothing reads the tables, so that nothing was seen above');
