import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { languageOf, problemDetails } from '../http/answer.js'
import { ofWholeBody, refusalOf } from '../http/errors.js'
import { bodyTooLarge, invalidRequest, malformedBody } from '../http/problems.js'
import { unsafeStringsIn } from '../http/safe-strings.js'
import { actorName } from '../kernel/actor.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { fieldErrorsOf } from '../kernel/reasons.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { BulkDonation, type RecordedDonation } from './contract.js'
import type { Donate } from './donate.js'
import { type Line, linesOf } from './lines.js'
import { withSecret } from './receipt-secrets.js'

// So many lines are under way at once: enough to fill batches, few enough to hold in memory.
const linesUnderWay = 1_000
const longestLine = 64 * 1024

interface Answering {
  readonly id?: string
  /** Of a line that is no donation, so that it is found again in the file. */
  readonly line?: number
  readonly outcome: Promise<RecordedDonation | Refusal>
}

/** An answer for each line, in the order of the lines; reads on only as answers are taken. */
export function answerLines(
  request: FastifyRequest,
  sealer: FieldSealer,
  donate: Donate,
  collection: string,
): Readable {
  return Readable.from(answers(request, sealer, donate, collection), {
    objectMode: false,
    highWaterMark: 64 * 1024,
  })
}

async function* answers(
  request: FastifyRequest,
  sealer: FieldSealer,
  donate: Donate,
  collection: string,
): AsyncGenerator<string> {
  const waiting: Answering[] = []
  // An id may come twice in a file: the later line waits for the earlier one, and gets the same answer.
  const underWay = new Map<string, Answering>()
  const next = async () => {
    const first = waiting.shift() as Answering
    const answer = await answerOf(request, sealer, first)
    if (first.id !== undefined && underWay.get(first.id) === first) underWay.delete(first.id)
    return answer
  }
  for await (const line of linesOf(request.body as Readable, longestLine)) {
    const decoded = decode(line)
    if ('refusal' in decoded) {
      waiting.push({ id: decoded.id, line: line.number, outcome: Promise.resolve(decoded.refusal) })
    } else {
      const recorded = record(request, donate, collection, decoded, underWay.get(decoded.id)?.outcome)
      underWay.set(decoded.id, recorded)
      waiting.push(recorded)
    }
    if (waiting.length >= linesUnderWay) yield await next()
  }
  while (waiting.length > 0) yield await next()
}

function record(
  request: FastifyRequest,
  donate: Donate,
  collection: string,
  { id, ...donation }: BulkDonation,
  earlier: Promise<unknown> | undefined,
): Answering {
  const { actor } = request
  const path = `/v1/collections/${collection}/donations`
  const idempotency = {
    principal: actorName(actor),
    key: id,
    requestHash: request.server.hashOfRequest('POST', path, donation),
  }
  // A line that fails, fails alone; without this its rejection would be unhandled until its turn comes.
  const give = () => donate({ by: { actor, idempotency }, collection, donation })
  const outcome = (earlier === undefined ? give() : earlier.then(give)).catch(refusalOf)
  return { id, outcome }
}

/** A line that is no donation; with its id where it can be read, so that its answer can be told from the others'. */
interface Undecodable {
  readonly id?: string
  readonly refusal: Refusal
}

function decode({ text }: Line): BulkDonation | Undecodable {
  if (text === undefined) return { refusal: ofWholeBody(bodyTooLarge) }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { refusal: ofWholeBody(malformedBody) }
  }
  const unsafe = [...unsafeStringsIn(json, '')]
  const decoded = unsafe.length === 0 ? BulkDonation.safeParse(json) : undefined
  if (decoded?.success) return decoded.data
  const errors = decoded === undefined ? unsafe : fieldErrorsOf(decoded.error)
  const { data: id } = BulkDonation.shape.id.safeParse((json as { id?: unknown } | null)?.id)
  return { id, refusal: invalidRequest({ errors }) }
}

async function answerOf(
  request: FastifyRequest,
  sealer: FieldSealer,
  { id, line, outcome }: Answering,
): Promise<string> {
  const answered = await outcome
  const told = isRefusal(answered)
    ? {
        id,
        line,
        status: answered.status,
        problem: problemDetails(answered, languageOf(request), request.id),
      }
    : { id, status: 201, ...withSecret(sealer, answered) }
  return `${JSON.stringify(told)}\n`
}
