import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { gatherWrites } from './gather-writes.ts'

test('what is written together leaves together and in order, and what is written later is not forgotten', async () => {
  const packets: string[] = []
  const stream = new PassThrough({
    writev(chunks, done) {
      packets.push(chunks.map(({ chunk }) => String(chunk)).join(''))
      done()
    },
    write(chunk, _encoding, done) {
      packets.push(String(chunk))
      done()
    },
  })
  gatherWrites({ stream })
  stream.write('one ')
  stream.write('two ')
  await Promise.resolve()
  stream.write('three')
  expect(packets).toEqual([])
  await new Promise(setImmediate)
  expect(packets).toEqual(['one two three'])
  stream.write('four')
  await new Promise(setImmediate)
  expect(packets).toEqual(['one two three', 'four'])
})
