import { writeFileSync } from 'fs';
import { join } from 'path';
import { rulesPage } from '../test/docs/rules-page';

/* Writes docs/rules.md, the catalogue of all rules, from the rules themselves. */
writeFileSync(join(__dirname, '..', 'docs', 'rules.md'), rulesPage());
