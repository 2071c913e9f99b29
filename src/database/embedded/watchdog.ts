import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Account } from './account.js'

/**
 * Waits for a line from Node. When Node ends without a word, by kill -9 too, the pipe closes: then it stops the server at
 * once, as a power cut would, which loses no acknowledged write; unless the data folder names another server by now.
 */
const script = `
if read -r word; then exit; fi
if read -r pid 2>/dev/null < "$1/postmaster.pid" && [ "$pid" = "$2" ]; then kill -QUIT "$pid"; fi
if [ -n "$3" ]; then
  while kill -0 "$2" 2>/dev/null; do sleep 0.1; done
  rm -rf "$3"
fi`

/**
 * Starts the guard of a server: a small shell in a session of its own, which no Ctrl-C reaches. On Windows there is none;
 * the next start stops what was left. Returns what dismisses it.
 */
export function guard(
  postmaster: number,
  data: string,
  temporaryFolder: string | undefined,
  account: Account | undefined,
): () => void {
  if (process.platform === 'win32') return () => {}
  const parameters = [data, String(postmaster), temporaryFolder ?? '']
  const shell = spawn('/bin/sh', ['-c', script, 'adal-watchdog', ...parameters], {
    ...account,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  shell.unref()
  // The pipe is a handle too, and would keep Node from ending by itself.
  if (shell.stdin instanceof Socket) shell.stdin.unref()
  return () => shell.stdin.end('stopped\n')
}
