import { Manifest } from './manifest';
import { Severity } from './severity';

/**
 * One place where a rule does not hold.
 */
export class Finding {
  /** @internal */
  public static _of(rule: string, severity: Severity, manifest: Manifest, path: string, message: string, fix: string): Finding {
    return new Finding(rule, severity, manifest, path, message, fix);
  }

  private constructor(
    /** the rule's id */
    public readonly rule: string,
    /** how bad it is */
    public readonly severity: Severity,
    /** the object */
    public readonly manifest: Manifest,
    /** the field inside the object, such as `spec.template.spec.containers[0].image` */
    public readonly path: string,
    /** what is wrong, with the value */
    public readonly message: string,
    /** what to do */
    public readonly fix: string,
  ) {}

  /** As it is read by people: `[shop/checkout] rule: Deployment shop/checkout, spec.x: what. fix` */
  public toString(): string {
    const { construct, file, line } = this.manifest.origin;
    const place = construct ?? (file === undefined ? String(this.manifest) : `${file}${line === undefined ? '' : `:${line}`}`);
    const what = /[.!?]$/.test(this.message) ? this.message : `${this.message}.`;
    return `[${place}] ${this.rule}: ${this.manifest}${this.path === '' ? '' : `, ${this.path}`}: ${what} ${this.fix}`;
  }

  /** As tools read it. @internal */
  public get _json(): { [field: string]: string } {
    const { target } = this.manifest.origin;
    return {
      rule: this.rule,
      severity: this.severity,
      file: this.manifest.origin.file ?? '',
      kind: this.manifest.kind,
      namespace: this.manifest.namespace,
      name: this.manifest.name,
      path: this.path,
      message: this.message,
      fix: this.fix,
      ...(target === undefined ? {} : { target }),
    };
  }
}
