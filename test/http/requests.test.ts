import t from 'tap'
import { startAdal } from '../support/app.js'

const adal = await startAdal(t)

t.test('strings that no database could keep are refused wherever they stand', async (t) => {
  const pointerOf = async (path: string, body?: object) => {
    const answer = await adal.call(body ? 'POST' : 'GET', path, { ...(body && { body }) })
    t.equal(answer.status, 422, path)
    return answer.body.errors[0].pointer
  }
  t.equal(await pointerOf('/v1/register/collections/%00'), '/path/number')
  t.equal(await pointerOf('/v1/register/organizations?query=a%00'), '/query/query')
  const person = { login: 'somebody', password: 'correct horse battery', name: 'A', language: 'kk' }
  t.equal(await pointerOf('/v1/people', { ...person, name: 'a\0b' }), '/name')
  t.equal(await pointerOf('/v1/people', { ...person, name: 'a\udc00b' }), '/name')
  t.equal(await pointerOf('/v1/people', { ...person, 'a\0b': 1 }), '', 'what holds such a name')
})

t.test('what is not there is a problem like any other', async (t) => {
  const missing = { status: 404, body: { type: '/problems/not-found', instance: /\S/ } }
  for (const path of ['/v1/nothing', '/v1/register/collections/C-0000-0000-0000', '/v1/%E0%A4%A', '/a/../b'])
    t.match(await adal.call('GET', path), missing, path)
  t.match(await adal.call('POST', '/v1/nothing', { body: {} }), missing)
  t.match(await adal.call('GET', `/v1/receipts/${'x'.repeat(2_000)}`), { status: /40|41|42/ })
})

t.test('an address that is there, but not by this method, says by which it is', async (t) => {
  const answer = await adal.call('PUT', '/v1/people', { body: {} })
  t.match(answer, { status: 405, body: { type: '/problems/method-not-allowed' }, headers: { allow: /GET/ } })
  t.match(answer.headers.allow, /POST/)
  t.equal((await adal.call('DELETE', '/v1/variants/kz-current')).status, 405)
  t.equal((await adal.call('POST', '/v1/receipts/R-0000-0000-0000', { body: {} })).status, 405)
})

t.test('the language is the one most wished for of those that Adal speaks', async (t) => {
  const languageFor = async (header?: string) => {
    const { headers } = await adal.app.inject({
      method: 'POST',
      url: '/v1/nothing',
      headers: header === undefined ? {} : { 'accept-language': header },
    })
    t.match(headers.vary, /Accept-Language/)
    return headers['content-language']
  }
  t.equal(await languageFor('kk'), 'kk')
  t.equal(await languageFor('en;q=0.1, kk;q=0.9, ru;q=0.5'), 'kk')
  t.equal(await languageFor('de-DE, fr;q=0.9, en-GB;q=0.2'), 'en')
  t.equal(await languageFor('KK-Cyrl-KZ, ru;q=0.8'), 'kk')
  t.equal(await languageFor('kk;q=0, en;q=0.3'), 'en')
  t.equal(await languageFor('de'), 'ru')
  t.equal(await languageFor('*;q=1.1.1,,;q=,\t'), 'ru')
  t.equal(await languageFor(), 'ru')
})

t.test('a request keeps the id that its caller gave it, if that is harmless', async (t) => {
  const idFor = async (given?: string) => {
    const { headers, body } = await adal.call('POST', '/v1/nothing', {
      ...(given !== undefined && { headers: { 'x-request-id': given } }),
    })
    t.equal(body.instance, headers['x-request-id'], 'a problem names the request')
    return String(headers['x-request-id'])
  }
  t.equal(await idFor('01J-abc.DEF:7_x'), '01J-abc.DEF:7_x')
  for (const absurd of [
    '<script>',
    'a b',
    'x'.repeat(65),
    '',
    '"',
    'ы',
    'a\tb',
    '../..',
    '%0d%0aSet-Cookie:a=b',
  ])
    t.match(await idFor(absurd), /^[0-9a-f]{8}-[0-9a-f]{4}-7/, absurd)
  t.not(await idFor(), await idFor())
  const good = await adal.call('GET', '/v1/variants', { headers: { 'x-request-id': 'mine' } })
  t.equal(good.headers['x-request-id'], 'mine', 'also when all went well')
})

t.test('what is no JSON, or too much of it, is refused before anybody reads it', async (t) => {
  const send = (payload: string, type?: string) =>
    adal.call('POST', '/v1/people', {
      body: payload,
      headers: type === undefined ? {} : { 'content-type': type },
    })
  t.match(await send('{"login":'), { status: 415 }, 'a content type is guessed by nobody')
  t.match(await send('<xml/>', 'application/xml'), { status: 415 })
  t.match(await send('{"__proto__": {"admin": true}}', 'application/json'), { status: 400 })
  t.match(await send('{"constructor": {"prototype": {}}}', 'application/json'), { status: 400 })
  t.match(await send(`{"login": "${'x'.repeat(1_048_576)}"}`, 'application/json'), { status: 413 })
  t.match(await send('[]', 'application/json'), { status: 422, body: { errors: [{ pointer: '' }] } })
  t.match(await send('null', 'application/json'), { status: 422, body: { errors: [{ pointer: '' }] } })
})

t.test('answers carry the headers that keep a browser out of trouble', async (t) => {
  const { headers } = await adal.call('GET', '/v1/variants')
  t.match(headers, {
    'content-security-policy': /default-src 'none'/,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
})
