import { PassThrough, type Readable } from 'node:stream'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { ComparisonSummary } from './contract.js'

const lookEveryMs = 200
const heartbeatMs = 15_000

/** The streams that are open, so that the service can close while somebody still listens. */
export interface EventStreams {
  open(look: () => Promise<ComparisonSummary | Refusal>): Readable
  closeAll(): void
}

/**
 * Streams of server-sent events: `progress` whenever it has moved on, then one that bears the final status (`done`, `failed`,
 * `cancelled`), and the end. A comment now and then keeps what stands between from closing the connection.
 */
export function eventStreams(): EventStreams {
  const streams = new Set<PassThrough>()

  function open(look: () => Promise<ComparisonSummary | Refusal>): Readable {
    const stream = new PassThrough()
    streams.add(stream)
    let last = ''
    let quietSince = performance.now()
    let timer: NodeJS.Timeout | undefined
    stream.on('close', () => {
      streams.delete(stream)
      clearTimeout(timer)
    })
    const say = (text: string): void => {
      quietSince = performance.now()
      stream.write(text)
    }

    async function tick(): Promise<void> {
      const seen = await look()
      if (stream.destroyed || stream.writableEnded) return
      if (isRefusal(seen)) return void stream.end()
      if (seen.finishedAt !== null) return void stream.end(event(seen.status, seen))
      const text = event('progress', seen)
      // Whoever reads slowly is told less often, not later.
      if (text !== last && !stream.writableNeedDrain) {
        last = text
        say(text)
      } else if (performance.now() - quietSince > heartbeatMs) say(': still here\n\n')
      timer = setTimeout(follow, lookEveryMs)
    }
    const follow = (): void => void tick().catch(() => stream.destroy())
    follow()
    return stream
  }

  return {
    open,
    closeAll: () => {
      for (const stream of streams) stream.end()
    },
  }
}

function event(name: string, { id, status, progress, problem, resultsHash }: ComparisonSummary): string {
  return `event: ${name}\ndata: ${JSON.stringify({ id, status, progress, problem, resultsHash })}\n\n`
}
