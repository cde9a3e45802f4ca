import { Chart, Duration } from 'cdk8s';
import { ColumnType, CustomResourceDefinition, GoOperator, GopherApp, Image, Namespace, ObjectOrder, Platform, Schema, WebhookType } from 'cdk8s-gopher';

// An operator of the size that kubebuilder's own sample project has: five kinds, one of them in two versions,
// webhooks for its own kinds and for others, leader election, metrics for whoever may read them.
const app = new GopherApp({
  committedDir: 'manifests',
  order: ObjectOrder.BY_KIND,
  platform: new Platform({ registry: 'registry.example.com/crew', owner: 'team-crew' }),
});
const chart = new Chart(app, 'operator', { namespace: 'crew-system' });
new Namespace(chart, 'crew-system');

const group = 'crew.example.com';
const status = Schema.objectOf({ conditions: Schema.conditions() });
const columns = [
  { name: 'Ready', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
  { name: 'Age', jsonPath: '.metadata.creationTimestamp', columnType: ColumnType.DATE },
];
const shipName = Schema.text({ description: 'the Ship, in the same namespace', minLength: 1, maxLength: 63 });

// The kinds. What one field can tell is in the schema; the webhooks are for what it cannot.
const ships = CustomResourceDefinition.define(chart, 'ships', {
  group,
  kind: 'Ship',
  versions: [{
    name: 'v1',
    spec: Schema.objectOf({
      berths: Schema.integer({ minimum: 1, maximum: 500, defaultValue: 10, rules: [{ rule: 'self >= oldSelf', message: 'a ship does not shrink' }] }),
      flag: Schema.text({ pattern: '^[A-Z]{2}$', maxLength: 2 }),
    }, { required: ['flag'] }),
    status: Schema.objectOf({ crew: Schema.integer({ minimum: 0 }), conditions: Schema.conditions() }),
    columns: [{ name: 'Crew', jsonPath: '.status.crew', columnType: ColumnType.INTEGER }, ...columns],
    scale: { specReplicasPath: '.spec.berths', statusReplicasPath: '.status.crew' },
  }],
});
const captains = CustomResourceDefinition.define(chart, 'captains', {
  group,
  kind: 'Captain',
  versions: [{ name: 'v1', spec: Schema.objectOf({ ship: shipName, licence: Schema.text({ maxLength: 32 }) }, { required: ['ship'] }), status, columns }],
});
const admirals = CustomResourceDefinition.define(chart, 'admirals', {
  group,
  kind: 'Admiral',
  clusterWide: true,
  versions: [{ name: 'v1', spec: Schema.objectOf({ fleet: Schema.text({ minLength: 1, maxLength: 63 }) }, { required: ['fleet'] }), status, columns }],
});
const sailors = CustomResourceDefinition.define(chart, 'sailors', {
  group,
  kind: 'Sailor',
  versions: [{
    name: 'v1',
    spec: Schema.objectOf({ ship: shipName, skills: Schema.arrayOf(Schema.text({ allowed: ['deck', 'engine', 'galley'] }), { maxItems: 3 }) }, { required: ['ship'] }),
    status,
    columns,
  }],
});

// v2 has hours where v1 had the name of a watch; the program converts, so both can be written.
const mates = CustomResourceDefinition.define(chart, 'first-mates', {
  group,
  kind: 'FirstMate',
  plural: 'firstmates',
  versions: [
    { name: 'v1', spec: Schema.objectOf({ ship: shipName, watch: Schema.text({ allowed: ['day', 'night'] }) }, { required: ['ship'] }), status, columns, deprecationWarning: 'use crew.example.com/v2' },
    { name: 'v2', storage: true, spec: Schema.objectOf({ ship: shipName, watchHours: Schema.integer({ minimum: 1, maximum: 12 }) }, { required: ['ship'] }), status, columns },
  ],
});

const operator = new GoOperator(chart, 'crew-operator', {
  image: Image.of('crew-operator:1.0.0'),
  leaderElectionId: 'a1b2c3d4.crew.example.com',
  serviceMonitor: true,
});
[ships, captains, admirals, sailors, mates].forEach((kind) => operator.owns(kind));
operator.manages('apps', 'deployments');

operator.converts(mates);
[ships, captains, admirals, sailors].forEach((kind) => operator.completes(kind));
[captains, admirals, sailors].forEach((kind) => operator.validates(kind));

// Deployments that man a ship, and their pods; all others never wait for this operator.
const aboard = [{ name: 'aboard', expression: `has(object.metadata.labels) && "${group}/ship" in object.metadata.labels` }];
const deployments = { apiGroup: 'apps', kind: 'Deployment', plural: 'deployments', matchConditions: aboard };
operator.addWebhook({ ...deployments, webhookType: WebhookType.MUTATING, version: 'v1' });
operator.addWebhook({ ...deployments, webhookType: WebhookType.VALIDATING, version: 'v1' });
operator.addWebhook({
  webhookType: WebhookType.MUTATING, apiGroup: 'core', kind: 'Pod', plural: 'pods', matchConditions: aboard, optional: true, timeout: Duration.seconds(2),
});

app.synth();
