import { expect, test } from 'vitest';
import type { Project } from '../../../../functions/core/configuration.ts';
import { keptLists } from '../../../../functions/core/pages/kept-lists.ts';

const project = (name: string): Project => ({ name, sourceType: 'GITHUB', badge: { enabled: false } });
const web = project('web');

/** Reads lists, and notes what the table is asked for. */
function reading() {
  const reads: string[] = [];
  const read = keptLists({
    async list(name, { ref, limit }) {
      reads.push([name, ref, limit].filter((part) => part !== undefined).join(' '));
      return [];
    },
  });
  return { read, reads };
}

test('a list is read once in five seconds, however many ask', async () => {
  const { read, reads } = reading();
  await Promise.all([read(web, undefined, 0), read(web, undefined, 0)]);
  await read(web, undefined, 5000);
  expect(reads).toEqual(['web 100']);
  await read(web, 'refs/heads/main', 5000);
  await read(project('api'), undefined, 5000);
  await read(web, undefined, 5001);
  expect(reads).toEqual(['web 100', 'web refs/heads/main 100', 'api 100', 'web 100']);
});

test('refs that strangers invent push out only refs', async () => {
  const { read, reads } = reading();
  await read(web, undefined, 0);
  await read(web, 'refs/heads/main', 0);
  for (let index = 0; index < 30; index += 1) await read(web, `refs/heads/${index}`, 0);
  await read(web, undefined, 1);
  expect(reads).toHaveLength(32);
  await read(web, 'refs/heads/main', 1);
  expect(reads).toHaveLength(33);
});

test('what is not public takes a read each time', async () => {
  const { read, reads } = reading();
  for (let time = 0; time < 3; time += 1) await read(undefined, undefined, time);
  expect(reads).toEqual(['#nothing 100', '#nothing 100', '#nothing 100']);
});

test('a read that failed is not kept', async () => {
  let isDown = true;
  const read = keptLists({ list: async () => (isDown ? Promise.reject(new Error('down')) : []) });
  await expect(read(web, undefined, 0)).rejects.toThrow('down');
  isDown = false;
  expect(await read(web, undefined, 1)).toEqual([]);
});
