import { rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../setup';

// Loaded before the tests: a picture of an earlier run's failure must not be taken for one of this run.
rmSync(path.join(projectRoot, 'out/screenshots'), { recursive: true, force: true });
