import t from 'tap'
import { languages } from '../src/kernel/texts.js'
import { wrongBoxes } from './bad-input/box-lines.js'
import { wrongGoods } from './bad-input/goods-lines.js'
import { badInput, behindTheGate, type Line, withoutKey } from './bad-input/lines.js'
import { wrongAuthorizations } from './bad-input/pending-lines.js'
import { wrongPlaces } from './bad-input/place-lines.js'
import { wrongLines } from './bad-input/statement-lines.js'
import { banInForce, everythingThatRefuses } from './bad-input/story.js'
import { type Answer, startAdal } from './support/app.js'
import { digestOfKept } from './support/digest.js'
import { donation, give, newKey } from './support/stories.js'

const adal = await startAdal(t)
const story = await everythingThatRefuses(adal)

/** Sends a line in each language; a key of its own each time, so that no answer is only repeated. */
async function sendInEachLanguage({ method = 'POST', path, call }: Line, key: () => string | undefined) {
  const answers: Answer[] = []
  for (const language of languages)
    answers.push(await adal.call(method, path, { key: key(), ...call, language }))
  return answers
}

async function isRefused(t: Tap, line: Line, key: () => string | undefined = newKey): Promise<void> {
  const before = [await adal.leaves(), await digestOfKept(adal)]
  const answers = await sendInEachLanguage(line, key)
  for (const [i, { status, headers, body }] of answers.entries()) {
    t.equal(status, line.status, JSON.stringify(body))
    t.match(headers, {
      'content-type': /^application\/problem\+json/,
      'content-language': languages[i],
    })
    t.match(body, { type: `/problems/${line.type}`, status, title: /\S/, instance: /\S/ })
    t.match(body.errors, [{ pointer: line.pointer, detail: /\S/ }])
  }
  const said = { title: (b: Told) => b.title, reason: (b: Told) => b.errors[0]?.detail }
  for (const [what, of] of Object.entries(said))
    t.equal(new Set(answers.map(({ body }) => of(body))).size, 3, `the ${what} is told in three languages`)
  const details = answers.map(({ body }) => body.detail).filter((detail) => detail !== undefined)
  t.equal(new Set(details).size, details.length, 'the detail too, where there is one')
  t.strictSame([await adal.leaves(), await digestOfKept(adal)], before, 'nothing has changed')
}

type Tap = typeof t
type Told = { title: string; errors: { detail: string }[] }

t.test('whoever sends something wrong is told what and where, and nothing changes', async (t) => {
  const wrong = [badInput, wrongAuthorizations, wrongBoxes, wrongGoods, wrongPlaces, wrongLines].flatMap(
    (lines) => lines(story),
  )
  for (const line of wrong) await t.test(line.what, (t) => isRefused(t as Tap, line))
})

t.test('whoever moves money without a key is told to send one', (t) =>
  isRefused(t as Tap, withoutKey(story), () => undefined),
)

t.test('a drive that the akimat has refused takes money until the law has a gate', async (t) => {
  t.equal((await give(adal, story.by, story.gated, donation(10))).status, 201)
  await banInForce(adal)
  await isRefused(t as Tap, behindTheGate(story))
  const { body } = await give(adal, story.by, story.gated, donation(10))
  t.match(body, { citation: { act: /\S/, status: 'proposed' }, findings: [{ code: 'emergency-refused' }] })
})
