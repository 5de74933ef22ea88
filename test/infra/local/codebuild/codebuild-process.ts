// A CodeBuild in a process of its own that starts one build: `codebuild-process.ts <directory> <project as JSON>`.
import { openBench } from './test-bench.ts';
import type { ProjectDeclaration } from '../../../../infra/local/codebuild/model.ts';

const [directory = '', project = ''] = process.argv.slice(2);
const bench = await openBench({ directory, projects: [JSON.parse(project) as ProjectDeclaration] });
const { id } = await bench.start();
await bench.logged(id!, '\nrunning ');
console.log(id);
