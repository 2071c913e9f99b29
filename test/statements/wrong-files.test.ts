import t from 'tap'
import { isRefusal } from '../../src/kernel/problems.js'
import { readBytes } from './files.js'
import { wrongFiles } from './wrong-files.js'

t.test('a file that is no statement is refused as a whole, with its line and the reason', async (t) => {
  for (const [what, { content, line, reason }] of Object.entries(wrongFiles)) {
    const read = await readBytes(t, content)
    const error = isRefusal(read) ? read.errors?.[0] : undefined
    t.match({ line: error?.line, reason: error?.detail.en }, { line, reason: reason.en }, what)
    t.match(read, { refused: 'statement-wrong', errors: [{ pointer: /^(\/.*)?$/ }] }, what)
  }
})
