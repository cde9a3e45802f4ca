// The shop of examples/shop, with a rule and a trait of its own, from the packed library in an empty folder.
import { strict as assert } from 'assert';
import { existsSync } from 'fs';
import { join } from 'path';
import { shop } from './shop';
import { Timezone } from './timezone';

const out = process.argv[2];
shop('team-shop', join(out, 'manifests')).app.synth();

// Without an owner, the rule objects, and nothing is written.
const refused = join(out, 'refused');
const { app, frontend } = shop(undefined, refused);
frontend.addTraits(new Timezone('Europe/Zurich'));
assert.throws(() => app.synth(), (problem: Error) => problem.message.includes(
  '[shop/checkout] company/owner: Deployment shop/checkout, metadata.labels: there is no owner. Say the owner on the platform.'));
assert(!existsSync(refused), 'something was written in spite of the problem');

// The trait wrote into the draft, and explain() says who it was.
assert.equal(frontend.explain().valueOf('env/TZ')?.who, 'timezone');
