import { readFileSync } from 'fs';
import * as ts from 'typescript';
import { publicFiles } from './snippet';

/** What a fragment may use without saying where it comes from, and what that needs itself. */
const STANDARD: { [name: string]: string } = {
  app: 'const app = new GopherApp();',
  chart: "const chart = new Chart(app, 'shop', { namespace: 'shop' });",
  checkout: "const checkout = new GoMicroservice(chart, 'checkout', { image: Image.of('registry.example.com/shop/checkout:1.8.2') });",
  payments: "const payments = new GoMicroservice(chart, 'payments', { image: Image.of('registry.example.com/shop/payments:3.0.1') });",
  frontend: "const frontend = new GoMicroservice(chart, 'frontend', { image: Image.of('registry.example.com/shop/frontend:2.4.0') });",
  orders: "const orders = new StatefulDatabase(chart, 'orders-db', { engine: DatabaseEngine.postgres('17'), "
    + "credentials: ExternalSecret.generated(chart, 'orders-db-credentials'), storage: Size.gibibytes(20) });",
  CostCentre: "class CostCentre extends Rule { public readonly ruleId = 'company/no-cost-centre'; public readonly reason = 'x'; public readonly remedy = 'y'; public check() {} }",
  host: 'let host!: ITraitHost; checkout.addTraits(new (class extends Trait { public readonly traitId = \'standard\'; public bind(h: ITraitHost) { host = h; } })());',
};

const OTHERS: { [module: string]: string[] } = {
  'cdk8s': ['ApiObject', 'App', 'Chart', 'Duration', 'JsonPatch', 'Lazy', 'Size', 'Testing', 'YamlOutputType'],
  'cdk8s-plus-28': ['k8s'],
  'constructs': ['Construct', 'IConstruct'],
};

/** The names that the public API exports. */
export function exportedNames(): string[] {
  return publicFiles().flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^export (?:declare )?(?:abstract )?(?:class|interface|enum) (\w+)/gm)].map((m) => m[1]));
}

/**
 * Makes a program of a fragment: imports, the standard names it uses, and a
 * synthesis at the end. A snippet with imports of its own is a program already.
 */
export function completed(code: string): string {
  if (/^import /m.test(code)) return code;
  const exported = exportedNames();
  const body: string[] = [];
  const has = namesIn(code);
  const need = (name: string) => {
    if (has.declared.has(name) || !(name in STANDARD)) return;
    has.declared.add(name);
    const theirs = namesIn(STANDARD[name]).used;
    [...theirs].filter((other) => other !== name).forEach(need);
    theirs.forEach((other) => has.used.add(other));
    body.push(STANDARD[name]);
  };
  [...has.used].forEach(need);
  const imports = [['cdk8s-gopher', exported] as const, ...Object.entries(OTHERS)]
    .map(([module, names]) => [module, [...new Set(names)].filter((name) => has.used.has(name) && !has.declared.has(name))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([module, names]) => `import { ${names.join(', ')} } from '${module}';`);
  const end = has.declared.has('app') && !/\bapp\.synth\b/.test(code) ? ['app.synth();'] : [];
  return [...imports, ...body, code, ...end, 'export {};', ''].join('\n');
}

function namesIn(code: string): { declared: Set<string>; used: Set<string> } {
  const source = ts.createSourceFile('x.ts', code, ts.ScriptTarget.ES2022, true);
  const declared = new Set<string>();
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach((d) => d.name.getText().match(/\w+/g)?.forEach((name) => declared.add(name)));
    if ((ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement)) && statement.name) declared.add(statement.name.text);
  }
  const used = new Set<string>();
  const visit = (node: ts.Node) => {
    const isMember = ts.isIdentifier(node) && ((ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)
      || (ts.isPropertyAssignment(node.parent) && node.parent.name === node));
    if (ts.isIdentifier(node) && !isMember) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { declared, used };
}
