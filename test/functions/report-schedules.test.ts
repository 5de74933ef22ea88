import { test } from 'vitest';
import { rounds } from '../soak.ts';
import { checkSchedules } from './report-schedules.ts';
import { HOSTS } from './report-world.ts';

test.each(HOSTS)(
  '%s: whatever is late, doubled or interrupted, a commit shows the one right end, and never goes back',
  (...host) => checkSchedules(host, rounds(100)),
);
