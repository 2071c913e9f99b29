import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const hasProc = process.platform === 'linux'

/**
 * Who a process is, beyond its number, which is given to others in time: number, start and (Linux) the boot in which the
 * start is counted. Undefined if there is none, or only the remains of one (a zombie holds nothing any more).
 */
export function identityOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const start = hasProc ? startFromProc(pid) : startFromSystem(pid)
  return start === undefined ? undefined : `${pid} ${start}`
}

/** True if this very process still runs. */
export const isRunning = (identity: string): boolean => identityOf(Number.parseInt(identity, 10)) === identity

function startFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is a name in parentheses, which may itself hold spaces and parentheses.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return undefined
    return `${rest[18]} ${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}`
  } catch {
    return undefined
  }
}

function startFromSystem(pid: number): string | undefined {
  try {
    if (process.platform !== 'win32') {
      const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        stdio: 'pipe',
      })
      const [state = '', ...start] = line.trim().split(/\s+/)
      return state.startsWith('Z') ? undefined : start.join(' ')
    }
    process.kill(pid, 0)
    return 'running'
  } catch {
    return undefined
  }
}

/**
 * The processes of the PostgreSQL that runs over a data folder: each of them works inside it. A process that merely has
 * the number found in `postmaster.pid` is not among them. Undefined where the system does not tell (no /proc).
 */
export function processesOver(dataFolder: string): number[] | undefined {
  if (!hasProc) return undefined
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === dataFolder && identityOf(pid) !== undefined
      } catch {
        return false
      }
    })
}
