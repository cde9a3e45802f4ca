import { Chart } from 'cdk8s';
import { __NOUNS__ } from 'cdk8s-gopher';

const REGISTRY = '__REGISTRY__';
const isLocal = process.env.CLUSTER === 'kind'; // a cluster on this machine

const lock = ImageLock.read();
const image = (name: string) => (isLocal ? Image.of(`${REGISTRY}/${name}:dev`) : lock.image('production', `${REGISTRY}/${name}`));

// The version of the defaults: an upgrade of the library restarts nothing. What the next one changes: npx cdk8s-gopher plan --golden-path next
const goldenPath = GoldenPath.V1;
const app = new GopherApp({
  platform: isLocal ? Platform.kind({ goldenPath }) : Platform.conformant({ goldenPath }),
  committedDir: isLocal ? undefined : 'manifests',
});
const chart = new Chart(app, '__PROJECT__', { namespace: '__PROJECT__' });
new Namespace(chart, '__PROJECT__');

__WORKLOADS__

// Who calls whom is said here, and opens both network policies: frontend.calls(checkout).
// A service that nobody calls lets nobody in. For a gateway's requests: frontend.addCaller(NetworkPeer.namespace('gateway')).

app.synth();
