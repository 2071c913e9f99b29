import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

const Check = z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })

export const Readiness = z.object({ ready: z.boolean(), checks: z.array(Check) }).meta({ id: 'Readiness' })

/** Asks every part that a request may need; handed in by whoever opened them. */
export type Readiness = () => Promise<z.output<typeof Check>[]>

const tags = ['health']

export const healthRoutes =
  (readiness: Readiness): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/health/live',
      {
        config: { access: 'public', rateLimit: false },
        schema: {
          tags,
          summary: 'The process answers',
          response: { 200: z.object({ live: z.literal(true) }) },
        },
      },
      async () => ({ live: true as const }),
    )
    app.get(
      '/health/ready',
      {
        config: { access: 'public', rateLimit: false },
        schema: {
          tags,
          summary: 'Database, migrations and integrator are ready',
          response: { 200: Readiness, 503: Readiness },
        },
      },
      async (_request, reply) => {
        const checks = await readiness()
        const ready = checks.every(({ ok }) => ok)
        return reply.code(ready ? 200 : 503).send({ ready, checks })
      },
    )
  }
