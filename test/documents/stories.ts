import type { Adal, Answer, Session } from '../support/app.js'

const boundary = 'a-line-that-stands-in-no-file'

export interface Part {
  readonly type: string
  readonly content: Uint8Array | string
  readonly name?: string
}

/** The body of a form with these files, as a browser sends it. */
export const form = (...parts: readonly Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ type, content, name = 'чек.bin' }) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
      Buffer.from(`Content-Type: ${type}\r\n\r\n`),
      Buffer.from(content as Uint8Array),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

export const formType = `multipart/form-data; boundary=${boundary}`

export async function send(
  adal: Adal,
  as: Session | undefined,
  payload: Buffer,
  { url = '/v1/documents', type = formType, key }: { url?: string; type?: string; key?: string } = {},
): Promise<Answer> {
  const response = await adal.app.inject({
    ...{ method: 'POST', url, payload },
    headers: {
      ...{ 'content-type': type, 'accept-language': 'en' },
      ...(as && { authorization: `Bearer ${as.token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}

export const upload = (adal: Adal, as: Session, part: Part, bin?: string): Promise<Answer> =>
  send(adal, as, form(part), { url: `/v1/documents${bin === undefined ? '' : `?organization=${bin}`}` })

let written = 0

/** The id of a new document, with a text that no other has. */
export async function uploaded(adal: Adal, as: Session, bin?: string): Promise<string> {
  const { status, body } = await upload(adal, as, { type: 'text/plain', content: `чек ${++written}` }, bin)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

export async function read(adal: Adal, as: Session | undefined, id: string, headers: object = {}) {
  const response = await adal.app.inject({
    ...{ method: 'GET', url: `/v1/documents/${id}` },
    headers: { ...(as && { authorization: `Bearer ${as.token}` }), ...headers },
  })
  return { status: response.statusCode, headers: response.headers, content: response.rawPayload }
}

/** An office document as far as its type goes: a zip with one uncompressed entry. */
function officeFile(kind: 'spreadsheetml.sheet' | 'wordprocessingml.document'): Buffer {
  const name = Buffer.from('[Content_Types].xml')
  const content = Buffer.from(
    `<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.${kind}.main+xml"/></Types>`,
  )
  const sizes = Buffer.alloc(16)
  sizes.writeUInt32LE(content.length, 4)
  sizes.writeUInt32LE(content.length, 8)
  sizes.writeUInt16LE(name.length, 12)
  const local = Buffer.concat([Buffer.from('504b03041400000000000000', 'hex'), Buffer.alloc(2), sizes])
  const end = Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)])
  return Buffer.concat([local, name, content, end])
}

export const samples: Readonly<Record<string, Uint8Array | string>> = {
  'application/pdf': '%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n%%EOF\n',
  'image/png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  'image/jpeg': Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  'text/plain': 'Төленді: 12 000 ₸\r\n',
  'text/csv': Buffer.from('ccfb;12000\n', 'hex'),
  'application/xml': '<?xml version="1.0"?><Document/>',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': officeFile('spreadsheetml.sheet'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    officeFile('wordprocessingml.document'),
}
