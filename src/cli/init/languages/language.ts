import { Project } from '../project';

/** A language that the program of a project can be written in. @internal */
export interface Language {
  /** as cdk8s.yaml names it */
  readonly name: string;
  /** as people name it */
  readonly title: string;
  readonly aliases: readonly string[];
  /** the program, in deploy/ */
  readonly program: string;
  /** the files of deploy/ that not every language has, and their assets */
  readonly files: { readonly [name: string]: string };
  /** what runs the program besides Node.js, and where it can be had */
  readonly tool?: { readonly command: string; readonly home: string };
  /** a folder with the bindings is expected to hold this file; none where the npm package is all there is */
  readonly bindingsFile?: string;
  /** what fills the blanks of all files */
  words(project: Project): { readonly [word: string]: string };
}
