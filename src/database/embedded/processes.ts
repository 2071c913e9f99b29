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
 * The processes of the PostgreSQL that runs over a data folder. Linux tells who works inside it; elsewhere only the one with
 * the number `postmaster` is looked at. A process that merely was given that number is not among them.
 */
export function processesOver(dataFolder: string, postmaster?: number): number[] {
  if (hasProc)
    return readdirSync('/proc')
      .filter(isNumber)
      .map(Number)
      .filter((pid) => worksIn(pid, dataFolder))
  if (postmaster === undefined || identityOf(postmaster) === undefined) return []
  return isServer(postmaster, dataFolder) ? [postmaster] : []
}

const isNumber = (name: string): boolean => /^\d+$/.test(name)

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && identityOf(pid) !== undefined
  } catch {
    return false
  }
}

/** The command line of a server names its folder; of Windows we ask only the name of the program. */
function isServer(pid: number, dataFolder: string): boolean {
  try {
    const quiet = { encoding: 'utf8', stdio: 'pipe' } as const
    return process.platform === 'win32'
      ? execFileSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], quiet).includes(
          'postgres.exe',
        )
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], quiet).includes(`-D ${dataFolder}`)
  } catch {
    return false
  }
}
