import { agreementOf } from './plan-agreement';

/*
 * Whether `plan` says of a change that the API server refuses it, exactly where the
 * API server does.
 *
 *   npx ts-node --project test/conformance/tsconfig.json test/conformance/fuzz/fuzz-plan.ts --count 20000 --seed 1 --minor 36
 */

async function main(args: string[]): Promise<boolean> {
  const value = (name: string, otherwise: number) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
  const [count, seed, minor] = [value('--count', 20000), value('--seed', 1), value('--minor', 36)];
  const { compared, refused, unchanged, misread, disagreements } = await agreementOf(minor, seed, count);
  const kinds = new Map<string, number>();
  for (const found of [...disagreements, ...misread]) {
    const group = `${found.kind}: ${found.plan.split(' ')[1] === 'nothing' ? 'missed' : 'too strict'}: ${found.plan} | ${found.server}`.replace(/[0-9a-f]{6,}/g, '…').slice(0, 260);
    if (!kinds.has(group)) console.log(`${found.path}\n  ${group}${args.includes('--verbose') ? `\n  ${JSON.stringify(found.before)}\n  ${JSON.stringify(found.after)}` : ''}`);
    kinds.set(group, (kinds.get(group) ?? 0) + 1);
  }
  console.log(`Kubernetes 1.${minor}, seed ${seed}: ${compared} updates compared, ${refused} refused and ${unchanged} without effect by the API server; ${disagreements.length} disagreements, ${misread.length} misread`);
  return disagreements.length === 0;
}

void main(process.argv.slice(2)).then((good) => process.exit(good ? 0 : 1));
