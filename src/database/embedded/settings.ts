import { statfsSync } from 'node:fs'

export interface Listening {
  /** The folder of the unix socket, or 127.0.0.1. */
  readonly host: string
  readonly port: number
}

/** The settings of the server, given by `-c`: they are ours, not those of the data folder. */
export function serverSettings({ host, port }: Listening, durable: boolean): string[] {
  const onSocket = host.startsWith('/')
  const settings: Record<string, string | number> = {
    listen_addresses: onSocket ? '' : host,
    port,
    unix_socket_directories: onSocket ? host : '',
    unix_socket_permissions: '0700',
    max_connections: 100,
    dynamic_shared_memory_type: sharedMemory(),
    huge_pages: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    password_encryption: 'scram-sha-256',
    jit: 'off',
    ...(durable ? {} : forTests),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Nothing survives a power cut, and nothing waits for a disk. */
const forTests = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  io_method: 'sync',
}

/** Containers often have 64 MB of /dev/shm or less, and parallel queries fail there; files in the data folder do not. */
function sharedMemory(): 'mmap' | 'posix' | 'windows' {
  if (process.platform === 'win32') return 'windows'
  if (process.platform !== 'linux') return 'posix'
  try {
    const { blocks, bsize } = statfsSync('/dev/shm')
    return blocks * bsize < 256 * 1024 * 1024 ? 'mmap' : 'posix'
  } catch {
    return 'mmap'
  }
}
