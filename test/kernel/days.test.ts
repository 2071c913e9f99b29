import t from 'tap'
import { dayOf, startOf } from '../../src/kernel/days.js'

t.test('a day in Almaty begins five hours before that of Greenwich, six before March 2024', async (t) => {
  t.equal(startOf('2026-03-15').toISOString(), '2026-03-14T19:00:00.000Z')
  t.equal(startOf('2024-02-29').toISOString(), '2024-02-28T18:00:00.000Z')
  for (const day of ['1900-01-01', '2004-03-28', '2024-03-01', '2199-12-31']) {
    const first = startOf(day)
    t.equal(dayOf(first), day)
    t.ok(dayOf(new Date(first.getTime() - 1)) < day)
  }
})
