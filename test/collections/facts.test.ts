import t from 'tap'
import { dayOfJudgement } from '../../src/collections/decisions.js'
import { approvalAsOf, boxesAsOf, latestAsOf, noticeAsOf } from '../../src/collections/facts.js'

const notice = (givenOn: string, endDateGiven: boolean) => ({ givenOn, endDateGiven }) as never
const start = '2026-03-10'

t.test('the first notice counts, and until the start a second one may add the last day', async (t) => {
  const notices = [notice('2026-03-01', false), notice('2026-03-09', true)]
  t.equal(noticeAsOf(notices, start, '2026-02-28'), null, 'not given yet')
  t.strictSame(noticeAsOf(notices, start, '2026-03-05'), { givenOn: '2026-03-01', endDateGiven: false })
  t.strictSame(noticeAsOf(notices, start, '2026-03-20'), { givenOn: '2026-03-01', endDateGiven: true })
  const late = [notice('2026-03-01', false), notice('2026-03-11', true)]
  t.strictSame(noticeAsOf(late, start, '2026-03-20'), { givenOn: '2026-03-01', endDateGiven: false })
})

t.test('an approval holds from its day on, and the latest one counts', async (t) => {
  const approvals = [
    { holdsFrom: '2026-03-01', status: 'pending', approvers: 0 },
    { holdsFrom: '2026-03-05', status: 'approved', approvers: 1 },
  ] as never
  t.equal(approvalAsOf(approvals, '2026-02-28'), null)
  t.strictSame(approvalAsOf(approvals, '2026-03-04'), { status: 'pending', approvers: 0 })
  t.strictSame(approvalAsOf(approvals, '2026-03-05'), { status: 'approved', approvers: 1 })
})

t.test('boxes count once they stand somewhere, and one that is not sealed spoils all', async (t) => {
  const sealed = { setUpOn: '2026-03-02', sealedOn: '2026-03-01' }
  const open = { setUpOn: '2026-03-05', sealedOn: null }
  const boxes = [sealed, open] as never
  t.strictSame(boxesAsOf(boxes, '2026-03-01'), { numbered: false, sealed: false })
  t.strictSame(boxesAsOf(boxes, '2026-03-04'), { numbered: true, sealed: true })
  t.strictSame(boxesAsOf(boxes, '2026-03-05'), { numbered: true, sealed: false })
})

t.test('before the first terms there are the first ones', async (t) => {
  const terms = [{ day: '2026-03-01' }, { day: '2026-03-20' }]
  const on = (day: string) => latestAsOf(terms, (one) => one.day, day)?.day
  t.strictSame(
    [on('2026-01-01'), on('2026-03-19'), on('2026-03-20')],
    ['2026-03-01', '2026-03-01', '2026-03-20'],
  )
})

t.test('a registration is judged for today, or for the eve of a start that has passed', async (t) => {
  t.equal(dayOfJudgement('2026-03-15', '2026-04-01'), '2026-03-15')
  t.equal(dayOfJudgement('2026-03-15', '2026-03-15'), '2026-03-14')
  t.equal(dayOfJudgement('2026-03-15', '2026-01-01'), '2025-12-31')
})
