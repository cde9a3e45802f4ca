import { AppProps } from 'cdk8s';
import { HelmPackage } from './helm/helm-package';
import { ObjectOrder } from './object-order';
import { OutputLayout } from './output-layout';
import { Target } from './targets/target';
import { Platform } from '../platform/platform';
import { External } from '../rules/graph/external';
import { IRule } from '../rules/rule';

/** What an app takes, beside what the stock cdk8s App takes. */
export interface GopherAppProps extends AppProps {
  /**
   * Where everything in this app runs.
   * @default - a conformant production cluster of the platform's default version
   */
  readonly platform?: Platform;
  /**
   * Which of several places this app is for; its files go into a folder of that target.
   * @default - there is but one place
   */
  readonly target?: Target;
  /**
   * In which order objects stand in a file.
   * @default ObjectOrder.DECLARED, so that the bytes stay those of the stock App (cdk8s' App)
   */
  readonly order?: ObjectOrder;
  /**
   * Into which folders and files manifests are written.
   * @default - as `yamlOutputType` says, as in the stock App
   */
  readonly layout?: OutputLayout;
  /**
   * A second folder, the one you commit, that always mirrors the last good synthesis.
   *
   * `cdk8s synth` deletes its output folder before it runs the program, so a program
   * with a problem would leave it empty. This folder changes only when there is no
   * problem. Files that are no longer made are deleted; what others wrote or changed there is left alone.
   *
   * @default - none
   */
  readonly committedDir?: string;
  /**
   * A Helm chart of all that is written, in a folder of its own; it changes only when there is no problem, as `committedDir` does.
   * @default - none
   */
  readonly helmPackage?: HelmPackage;
  /**
   * A YAML file that lists the changes that are meant as they are: kind, namespace, name, effect and reason; the same that `cdk8s-gopher plan` reads.
   *
   * A StatefulSet in the committed folder that would become what the API server refuses,
   * or lose sight of its data, is a problem unless it is listed there.
   *
   * @default - nothing is approved
   */
  readonly approvals?: string;
  /**
   * A folder for the service graph: `graph.html` and `graph.md`, written at each synthesis, also at one with problems, which they show.
   *
   * The variable CDK8S_GOPHER_GRAPH names one, too, without a change of the program.
   *
   * @default - none
   */
  readonly graphDir?: string;
  /**
   * Rules of your own, beside ours; one with the id of ours replaces it.
   * @default - our rules only
   */
  readonly rules?: IRule[];
  /**
   * What is in the cluster and not in this app, so that a reference to it is no mistake.
   * @default - what workloads refer to as an ExistingSecret
   */
  readonly externals?: External[];
}
