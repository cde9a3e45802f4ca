/**
 * Something that is in the cluster and not among the manifests: made by hand, by an
 * operator or by another team.
 *
 * Once it is declared, a reference to it is no longer a guess: what is neither here
 * nor declared is missing.
 *
 * @example
 * External.secret('stripe', ['api-key']);
 */
export class External {
  /** A Secret. @param name its name @param keys the keys it has; any if left out @param namespace where it is; everywhere if left out */
  public static secret(name: string, keys?: string[], namespace?: string): External {
    return new External('Secret', name, namespace, keys, undefined);
  }

  /** A ConfigMap. @param name its name @param keys the keys it has; any if left out @param namespace where it is; everywhere if left out */
  public static configMap(name: string, keys?: string[], namespace?: string): External {
    return new External('ConfigMap', name, namespace, keys, undefined);
  }

  /** A ServiceAccount. @param name its name @param namespace where it is; everywhere if left out */
  public static serviceAccount(name: string, namespace?: string): External {
    return new External('ServiceAccount', name, namespace, undefined, undefined);
  }

  /** A Service. @param name its name @param ports the numbers of its ports; any if left out @param namespace where it is; everywhere if left out */
  public static service(name: string, ports?: number[], namespace?: string): External {
    return new External('Service', name, namespace, undefined, ports);
  }

  /** A PriorityClass. @param name its name */
  public static priorityClass(name: string): External {
    return new External('PriorityClass', name, undefined, undefined, undefined);
  }

  /** A StorageClass. @param name its name */
  public static storageClass(name: string): External {
    return new External('StorageClass', name, undefined, undefined, undefined);
  }

  /** A PersistentVolumeClaim. @param name its name @param namespace where it is; everywhere if left out */
  public static persistentVolumeClaim(name: string, namespace?: string): External {
    return new External('PersistentVolumeClaim', name, namespace, undefined, undefined);
  }

  /** A Gateway of the Gateway API. @param name its name @param listeners the names of its listeners; any if left out @param namespace where it is; everywhere if left out */
  public static gateway(name: string, listeners?: string[], namespace?: string): External {
    return new External('Gateway', name, namespace, listeners, undefined);
  }

  private constructor(
    /** such as `Secret` */
    public readonly kind: string,
    /** its name */
    public readonly name: string,
    /** where it is; everywhere if undefined */
    public readonly namespace: string | undefined,
    /** the keys it has, of a Gateway the listeners; any if undefined */
    public readonly keys: string[] | undefined,
    /** the numbers of its ports; any if undefined */
    public readonly ports: number[] | undefined,
  ) {}
}
