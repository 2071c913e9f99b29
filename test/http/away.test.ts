import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, newKey, openDrive } from '../support/stories.js'
import { anotherProcess, ask } from './stories.js'

t.test(
  'while the database is away everybody is asked to come back, and nothing of the inside is told',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    const { app, close } = await anotherProcess(t, adal)
    const gift = { as: session, body: donation(1), key: newKey() }
    t.equal((await ask(app, `/v1/collections/${number}/donations`, gift)).status, 201)
    t.equal((await ask(app, '/health/ready')).status, 200)
    await close()
    const answers = [
      await ask(app, '/v1/register/organizations'),
      await ask(app, `/v1/register/collections/${number}`),
      await ask(app, '/v1/sessions', { body: { login: session.login, password: session.password } }),
      await ask(app, '/v1/people/me', { as: session }),
      await ask(app, `/v1/collections/${number}/donations`, { ...gift, key: newKey() }),
    ]
    for (const { status, headers, body } of answers) {
      t.match([status, body.type], [503, '/problems/database-away'])
      t.match(headers, { 'retry-after': /^\d+$/, 'content-type': /^application\/problem\+json/ })
      t.notMatch(JSON.stringify(body), /SELECT|select|postgres|CONNECTION|stack| at /)
    }
    t.equal((await ask(app, '/health/live')).status, 200)
    t.match(await ask(app, '/health/ready'), { status: 503, body: { ready: false } })
    // The list also names what analysts have published, so it is not told in part.
    t.equal((await ask(app, '/v1/variants')).status, 503)
    t.equal((await ask(app, '/v1/variants/kz-current')).status, 200, 'a shipped law needs no database')
  },
)
