import { Project } from './project';
import { frontOf, LOCAL_NODE_PORT, LOCAL_PORT } from './workloads';

/** What fills the blanks that are about a cluster on a developer's machine. @internal */
export function localWords({ name, services }: Project): { readonly [word: string]: string } {
  const front = frontOf(services);
  if (front === undefined) return { KIND_PORTS: '', MINIKUBE_PORTS: '', REACHED: '', UP: `It runs: kubectl --namespace ${name} get pods` };
  return {
    KIND_PORTS: `    # ${front.name}, by its node port: http://localhost:${LOCAL_PORT}
    extraPortMappings:
      - containerPort: ${LOCAL_NODE_PORT}
        hostPort: ${LOCAL_PORT}
        listenAddress: 127.0.0.1
`,
    MINIKUBE_PORTS: ` --ports 127.0.0.1:${LOCAL_PORT}:${LOCAL_NODE_PORT}`,
    REACHED: `\nThen \`${front.name}\` answers at http://localhost:${LOCAL_PORT}, and only to your machine.`,
    UP: `${front.name} answers at http://localhost:${LOCAL_PORT}`,
  };
}
