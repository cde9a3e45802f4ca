/*
 * What to do where the API server refuses a change, or where data is at stake.
 */

/** Where a database's data are of another version or server than the next one. @internal */
export const DATA_MOVED = 'Make the new database beside the old one under another name, dump and restore, and let the clients use it; or go back to the version that wrote the data.';

const REPLACE = 'Give the new one another name, let it become ready beside the old one, move the Service over, then remove the old one.';

/** How to make a change that the API server refuses. @internal */
export function recipeFor(kind: string, namespace: string, name: string, paths: readonly string[]): string {
  const where = namespace === '' ? '' : `--namespace ${namespace} `;
  switch (kind) {
    case 'Deployment':
      if (paths.every((path) => path.startsWith('spec.strategy'))) return `kubectl ${where}patch deployment ${name} --type json --patch '[{"op":"remove","path":"/spec/strategy/rollingUpdate"},{"op":"replace","path":"/spec/strategy/type","value":"Recreate"}]', then apply.`;
      return REPLACE;
    case 'DaemonSet':
    case 'ReplicaSet':
      return REPLACE;
    case 'StatefulSet':
      return paths.every((path) => path.startsWith('spec.volumeClaimTemplates'))
        ? `kubectl ${where}delete statefulset ${name} --cascade=orphan, then apply: pods and claims stay. Existing claims keep their size; enlarge each with kubectl edit.`
        : `kubectl ${where}delete statefulset ${name} --cascade=orphan, then apply: pods and claims stay. With another selector or Service name the old pods have to be deleted one by one.`;
    case 'Job':
      return `Give the Job another name, or let it end and kubectl ${where}delete job ${name} before it is applied.`;
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
      return 'Make a new one under another name, copy the data, point the program to it, and delete the old one when nothing reads it.';
    case 'Service':
      return `kubectl ${where}delete service ${name}, then apply at once: callers fail in between and have to look the name up again. Without a gap: a second Service under another name.`;
    case 'ConfigMap':
      return 'Give it another name with each content, and let the pods name the new one.';
    case 'Secret':
      return 'Make it under another name, let the pods name the new one, and then delete the old one.';
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return 'Give the binding another name: add the new one first, then remove the old one.';
    case 'CustomResourceDefinition':
      return 'Define it under another name and copy the objects over: deleting a definition deletes all objects of its kind.';
    default:
      return `Give it another name, or kubectl ${where}delete ${kind.toLowerCase()} ${name} and apply it again.`;
  }
}

/** What to do before data is lost. @internal */
export function dataRecipe(kind: string): string {
  switch (kind) {
    case 'Namespace': return 'Deleting a namespace deletes all that is in it. Keep it, or move what is in it first.';
    case 'PersistentVolumeClaim': return 'Copy the data, or set the reclaim policy of its volume to Retain, before the claim goes.';
    case 'PersistentVolume': return 'Check its reclaim policy and which claim is bound to it before it goes.';
    case 'CustomResourceDefinition': return 'Save the objects of this kind first: they are deleted with their definition.';
    case 'StatefulSet': return 'Save the data. The claims of its pods stay under its old name, or go if its retention policy says Delete.';
    default: return 'Save its values where they can be found again.';
  }
}
