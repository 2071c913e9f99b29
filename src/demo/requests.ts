import { setTimeout as sleep } from 'node:timers/promises'

/** One request to a running service. */
export interface Request {
  readonly path: string
  readonly token?: string
  /** The same at every telling, so that a story told twice happens once. */
  readonly key?: string
  readonly body: unknown
  /** Sent as a form, with the body as its fields. */
  readonly file?: TextFile
}

interface TextFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** A request that was not granted: the story cannot go on. */
export class StoryStopped extends Error {}

/** Posts to a service; answers its JSON, or an array of one a line for a body of lines. */
export type Post = (request: Request) => Promise<unknown>

export const postTo =
  (address: string): Post =>
  async ({ path, token, key, body, file }) => {
    const lines = Array.isArray(body)
    const type = lines ? 'application/x-ndjson' : 'application/json'
    const response = await fetch(new URL(path, address), {
      method: 'POST',
      headers: {
        'accept-language': 'en',
        ...(file === undefined && { 'content-type': type }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: file === undefined ? textOf(body) : formOf(body, file),
    })
    const text = await response.text()
    if (!response.ok) throw new StoryStopped(`POST ${path}: ${response.status} ${text}`)
    return lines ? text.trim().split('\n').map(readLine) : JSON.parse(text)
  }

const textOf = (body: unknown): string =>
  Array.isArray(body) ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body)

function formOf(fields: unknown, { name, type, text }: TextFile): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields ?? {})) form.set(field, String(value))
  form.set('file', new Blob([text], { type }), name)
  return form
}

function readLine(text: string): unknown {
  const line = JSON.parse(text) as { status: number }
  if (line.status !== 201) throw new StoryStopped(`a line of a bulk request: ${text}`)
  return line
}

/** Reads from a service; answers its JSON. */
export type Look = (path: string, token: string | undefined) => Promise<unknown>

export const lookAt =
  (address: string): Look =>
  async (path, token) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const response = await fetch(new URL(path, address), { headers })
    if (!response.ok) throw new StoryStopped(`GET ${path}: ${response.status}`)
    return response.json()
  }

/** Waits until a comparison is done, by its path. */
export type UntilDone = (path: string, token: string | undefined) => Promise<void>

const millisecondsBetweenLooks = 200

export const untilDoneAt =
  (address: string): UntilDone =>
  async (path, token) => {
    const look = lookAt(address)
    for (;;) {
      const { status } = (await look(path, token)) as { status: unknown }
      if (status === 'done') return
      if (status !== 'queued' && status !== 'running') throw new StoryStopped(`GET ${path}: ${status}`)
      await sleep(millisecondsBetweenLooks)
    }
  }
