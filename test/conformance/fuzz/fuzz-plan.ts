import { agreementOf, Otherwise } from './plan-agreement';
import { Oracle } from '../oracle';

/*
 * Whether `plan` says of a change that the API server refuses it, exactly where the
 * API server does, and never that nothing changes where something does.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/fuzz-plan.ts --count 20000 --seed 1 --minor 36
 *
 * Fails for each change that is judged otherwise. Of those that are taken for a change though
 * the server stores none, it tells the number, and with --all which they are.
 */

async function main(args: string[]): Promise<boolean> {
  const value = (name: string, otherwise: number) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
  // Another part each day; a failure names it, so that it can be asked for again.
  const today = Number(new Date().toISOString().slice(0, 10).replace(/-/g, ''));
  const [count, seed, minor] = [value('--count', 20000), args.includes('--fresh') ? today : value('--seed', 1), value('--minor', 36)];
  if (!Oracle.isBuilt(`1.${minor}`)) {
    console.log(`Kubernetes 1.${minor} is not asked: test/conformance/build.sh 1.${minor}`);
    return false;
  }
  const { compared, refused, unchanged, disagreements } = await agreementOf(minor, seed, count);
  const bad = disagreements.filter(({ otherwise }) => otherwise !== Otherwise.OVERCAUTIOUS);
  const told = args.includes('--all') ? disagreements : bad;
  const groups = new Set<string>();
  for (const { otherwise, update: { before, after, path, because }, plan } of told) {
    const group = `${after.kind}: ${otherwise}: the plan ${plan} | the server ${because === '' ? 'accepts' : `refuses ${because}`}`.replace(/[0-9a-f]{6,}/g, '…').slice(0, 260);
    if (groups.has(group)) continue;
    groups.add(group);
    console.log(`${path}\n  ${group}\n  ${JSON.stringify(before)}\n  ${JSON.stringify(after)}`);
  }
  const overcautious = disagreements.length - bad.length;
  console.log(`Kubernetes 1.${minor}, seed ${seed}: ${compared} updates compared, ${refused} refused and ${unchanged} without effect by the API server; ${bad.length} judged otherwise, ${overcautious} without effect taken for a change`);
  return bad.length === 0 && refused > 0;
}

void main(process.argv.slice(2)).then((good) => process.exit(good ? 0 : 1));
