// What the core job is measured against: a bare fastify and pg that check the signature, validate the body and insert the
// same rows in one statement. Environment: BENCH_DATABASE_URL, BENCH_SECRET.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { fastify } from 'fastify'
import { Pool } from 'pg'
import { z } from 'zod'

const pool = new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 16 })
const secret = Buffer.from((process.env['BENCH_SECRET'] ?? '').replace(/^whsec_/, ''), 'base64')
const Body = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({ deal: z.object({ id: z.string() }).loose() }).loose(),
})

/** One handoff, twelve steps, one document, one audit entry, three jobs, and a key that keeps repeats out. */
const insert = `WITH seen AS (INSERT INTO bench.seen (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id),
  h AS (INSERT INTO bench.handoff (id, body) SELECT id, $2::jsonb FROM seen RETURNING id),
  s AS (INSERT INTO bench.step (handoff_id, number, due_at) SELECT id, n, transaction_timestamp() + n * interval '1 hour' FROM h, generate_series(1, 12) AS n),
  d AS (INSERT INTO bench.document (handoff_id, body) SELECT id, $3::jsonb FROM h),
  a AS (INSERT INTO bench.audit (handoff_id, what) SELECT id, 'opened' FROM h)
  INSERT INTO bench.outbox (handoff_id, job) SELECT id, 'job ' || n FROM h, generate_series(1, 3) AS n`
const document = JSON.stringify(
  Array.from({ length: 40 }, (_, i) => ({
    requirement: `requirement_${i}`,
    answer: 'What the seller wrote about it, in a sentence or two.',
  })),
)

const app = fastify()
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
)
app.post('/hook', async (request, reply) => {
  const raw = request.body as Buffer
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = request.headers
  const mac = createHmac('sha256', secret).update(`${id}.${at}.`).update(raw).digest()
  const sent = Buffer.from(String(given).slice(3), 'base64')
  if (sent.length !== mac.length || !timingSafeEqual(sent, mac)) return reply.code(401).send()
  const body = Body.parse(JSON.parse(raw.toString('utf8')))
  await pool.query({ name: 'insert', text: insert, values: [String(id), JSON.stringify(body), document] })
  return reply.code(202).send()
})
app.get('/gate/:id', async (request) => {
  const { id } = request.params as { id: string }
  const { rows } = await pool.query({
    name: 'gate',
    text: 'SELECT body FROM bench.document WHERE handoff_id = $1',
    values: [id],
  })
  return { allowed: rows.length > 0 }
})
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
process.send?.('ready')
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
process.on('disconnect', () => process.exit())
