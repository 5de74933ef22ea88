import { test } from 'vitest';
import { checkSchedules } from './report-schedules.ts';
import { HOSTS } from './report-world.ts';

test.each(HOSTS)('%s: 500 schedules end with the one right status', (...host) => checkSchedules(host, 500));
