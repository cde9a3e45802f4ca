import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import { escaped } from './page';

const LANGUAGES = { sh: bash, diff, go, java, json, python, ts: typescript, typescript, yaml };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Code as HTML, with its words marked. A language that nobody knows is an error, so that no page is left without colours by a slip. */
export function highlighted(code: string, language: string): string {
  if (['', 'text', 'cue'].includes(language)) return escaped(code);
  if (!(language in LANGUAGES)) throw new Error(`nobody highlights "${language}". Add it to site/highlight.ts, or call it text`);
  return hljs.highlight(code, { language }).value;
}
