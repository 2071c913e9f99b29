import fc from 'fast-check'
import t from 'tap'
import { html } from '../../src/pages/html.js'

t.test('a text that is put into a page stays a text', async (t) => {
  t.equal(
    html`<p title="${'"a" & \'b\''}">${'<script>'}</p>`.html,
    '<p title="&quot;a&quot; &amp; &#39;b&#39;">&lt;script&gt;</p>',
  )
  t.equal(html`${[html`<b>1</b>`, 2, null, undefined, false]}`.html, '<b>1</b>2')
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => !/[<>"']/.test(html`${text}`.html)))
})
