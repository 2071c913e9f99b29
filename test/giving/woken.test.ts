import t from 'tap'
import { flood, planned } from '../approvals/stories.js'
import { startAdal } from '../support/app.js'

t.test(
  'a change of an emergency is a change of its drives, so that nobody remembers an old permission',
  async (t) => {
    const adal = await startAdal(t)
    const story = await flood(adal)
    const number = await planned(adal, story)
    const tag = async () => (await adal.call('GET', `/v1/register/collections/${number}`)).headers.etag
    const before = await tag()
    const ended = await adal.call('POST', `/v1/emergencies/${story.emergency}/end`, {
      as: story.akimat,
      body: { act: { number: '7', date: '2026-03-15' }, endsOn: '2026-03-31' },
    })
    t.equal(ended.status, 200, JSON.stringify(ended.body))
    t.ok(before)
    t.not(await tag(), before)
  },
)
