/*
 * Where Node has no synchronous hooks (before 22.15), tsx compiles in a process of esbuild that stays until the program
 * ends. This hook precedes tsx's own, in the same thread, and ends that process when nothing has been loaded for a
 * while. Later imports start another one.
 */
import { stop } from 'esbuild';

const IDLE_MILLISECONDS = 1000;

let loading = 0;
let idle;

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  clearTimeout(idle);
  loading += 1;
  try {
    return await nextLoad(url, context);
  } finally {
    loading -= 1;
    if (loading === 0) idle = setTimeout(() => void stop(), IDLE_MILLISECONDS);
  }
}
