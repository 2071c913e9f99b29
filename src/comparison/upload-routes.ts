import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { unsupportedMediaType } from '../http/problems.js'
import type { FileFormat } from './case-files.js'
import { UploadView } from './contract.js'
import { takeFile } from './uploads.js'

const formats: Readonly<Record<string, FileFormat>> = { 'application/x-ndjson': 'ndjson', 'text/csv': 'csv' }

export const uploadRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.removeAllContentTypeParsers()
    for (const type of Object.keys(formats))
      app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
    app.post(
      '/v1/comparisons/uploads',
      {
        config: { access: ['analyst'], idempotency: 'never' },
        // The file is counted while it is read; see `mostBytes`.
        bodyLimit: Number.MAX_SAFE_INTEGER,
        schema: {
          tags: ['comparisons'],
          summary: 'Upload a file of cases: a CaseLine a line, or CSV with the same names with dots',
          consumes: Object.keys(formats),
          response: { 201: UploadView },
        },
      },
      async (request, reply) => {
        const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
        const format = formats[type.trim()]
        if (format === undefined || !(request.body instanceof Readable))
          return answer(request, reply, 415, unsupportedMediaType())
        // A refusal may come before the end of the file: the connection must live to carry it, and the rest be passed over.
        const bytes = request.body.iterator({ destroyOnReturn: false })
        const outcome = await takeFile(house, byOf(request), bytes, format)
        request.body.resume()
        return answer(request, reply, 201, outcome)
      },
    )
  }
