import { formType, send } from '../documents/stories.js'
import type { Adal, Answer, Session } from '../support/app.js'

const boundary = formType.slice(formType.indexOf('=') + 1)

/** The body of a form with fields and a bank's file, as a browser sends it. */
export const statementForm = (fields: Readonly<Record<string, string>>, content: Buffer): Buffer =>
  Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="выписка.txt"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])

export const uploadStatement = (
  adal: Adal,
  as: Session | undefined,
  ledger: string,
  content: Buffer,
  key?: string,
): Promise<Answer> => send(adal, as, statementForm({ ledger }, content), { url: '/v1/statements', key })
