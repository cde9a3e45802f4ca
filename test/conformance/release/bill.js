// Is it a bill of materials by the standard, and does it name what users get? bill.js FILE, in a folder with CycloneDX's library
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { Spec, Validation } = createRequire(`${process.cwd()}/`)('@cyclonedx/cyclonedx-library');

async function main() {
  const text = readFileSync(process.argv[2], 'utf8');
  const bill = JSON.parse(text);
  const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(text);
  const parts = (bill.components ?? []).map(({ name, version, purl }) => `${name} ${version} ${purl}`);
  const missing = ['cdk8s ', 'constructs ', 'cdk8s-plus-28 2.5.6 ', 'yaml '].filter((name) => !parts.some((part) => part.startsWith(name)));
  const odd = parts.filter((part) => /^(jest|typescript|projen|jsii) /.test(part));
  console.log(parts.join('\n'));
  const about = bill.metadata?.component?.name;
  const faults = [fault && JSON.stringify(fault), about !== 'cdk8s-gopher' && `it is about ${about}`, missing.length && `missing: ${missing}`, odd.length && `nobody gets ${odd}`].filter(Boolean);
  faults.forEach((each) => console.error(each));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

void main();
