import { Chart } from 'cdk8s';
import { __NOUNS__ } from 'cdk8s-gopher';

const REGISTRY = '__REGISTRY__';

// The version of the defaults: an upgrade of the library restarts nothing. What the next one changes: npx cdk8s-gopher plan --golden-path next
const goldenPath = GoldenPath.V1;
const local = localPlatform(process.env.CLUSTER);
const lock = ImageLock.read();
const image = (name: string) => (local ? Image.of(`${REGISTRY}/${name}:dev`) : lock.image('production', `${REGISTRY}/${name}`));

const app = new GopherApp(local ? { platform: local } : { platform: Platform.conformant({ goldenPath }), committedDir: 'manifests' });
const chart = new Chart(app, '__PROJECT__', { namespace: '__PROJECT__' });
new Namespace(chart, '__PROJECT__');

__WORKLOADS__

// Who calls whom is said here, and opens both network policies: frontend.calls(checkout).
// A service that nobody calls lets nobody in. For a gateway's requests: frontend.addCaller(NetworkPeer.namespace('gateway')).

app.synth();

/** A cluster on this machine, if the variable CLUSTER names one. */
function localPlatform(cluster: string | undefined): Platform | undefined {
  switch (cluster ?? '') {
    case '': return undefined;
    case 'kind': return Platform.kind({ goldenPath });
    case 'minikube': return Platform.minikube({ goldenPath });
    default: throw new Error(`CLUSTER is "${cluster}"; it can be kind or minikube.`);
  }
}
