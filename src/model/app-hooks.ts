import { IConstruct } from 'constructs';

/** Something to be said of a whole app: one text per problem. @internal */
export type AppCheck = (app: IConstruct) => string[];

const CHECKS: AppCheck[] = [];

/**
 * Checks of whole apps, added by layers above.
 *
 * A workload makes sure that its app is checked, but knows nothing of rules; the
 * rules know nothing of workloads. They meet here.
 *
 * @internal
 */
export class AppHooks {
  public static add(check: AppCheck): void {
    CHECKS.push(check);
  }

  public static run(app: IConstruct): string[] {
    return CHECKS.flatMap((check) => check(app));
  }
}
