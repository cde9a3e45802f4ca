import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { withTables } from '../test/docs/coming-from';

/* Writes the measured tables of docs/coming-from/README.md, from the service in every tool and what each made of it. */
const page = join(__dirname, '..', 'docs', 'coming-from', 'README.md');
writeFileSync(page, withTables(readFileSync(page, 'utf8')));
