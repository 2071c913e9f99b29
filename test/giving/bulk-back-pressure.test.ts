import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { untilStill } from '../http/stories.js'
import { startAdal } from '../support/app.js'
import { temporaryFolder } from '../support/folder.js'
import { donation, tenge } from '../support/stories.js'
import { fundedDrive, moneyOf } from './stories.js'

t.test('who sends lines and takes no answers is read no further, and loses none of them', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal, 1)
  // Its buffers do not grow, as those of TCP do.
  const socketPath = join(temporaryFolder(t), 'socket')
  await adal.app.listen({ path: socketPath })
  const sending = request({
    ...{ socketPath, method: 'POST', path: `/v1/collections/${number}/donations/bulk` },
    headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/x-ndjson' },
  })
  const answering = once(sending, 'response') as Promise<[IncomingMessage]>
  // What is wrong with a line is said at length, so that answers fill the buffers long before lines do.
  const wrong = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`x${i}`, 1]))
  const many = 12_000
  const isGift = (i: number) => i % 40 === 0
  let sent = 0
  function* lines() {
    for (; sent < many; sent++)
      yield `${JSON.stringify({ id: `line-${sent}`, ...(isGift(sent) ? donation(1) : wrong) })}\n`
  }
  Readable.from(lines()).pipe(sending)
  const [answer] = await answering
  await untilStill(() => sent)
  t.ok(sent < many / 2, `${sent} lines were taken`)

  const answers = (await text(answer)).trimEnd().split('\n')
  const told = answers.map((line) => JSON.parse(line)).map(({ id, status }) => `${id} ${status}`)
  const each = Array.from({ length: many }, (_, i) => `line-${i} ${isGift(i) ? 201 : 422}`)
  t.strictSame(told, each)
  t.match((await moneyOf(adal, number)).raised, tenge(1 + many / 40))
})
