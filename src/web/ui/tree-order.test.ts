import { describe, expect, test } from 'vitest'
import { treeMove, visibleRows } from './tree-order.ts'

const nodes = [{ id: 'a', children: [{ id: 'a1' }, { id: 'a2' }] }, { id: 'b' }]
const opened = new Set(['a'])

describe('a tree', () => {
  test('shows children only under what is open', () => {
    expect(visibleRows(nodes, new Set()).map((row) => row.node.id)).toEqual(['a', 'b'])
    expect(visibleRows(nodes, opened).map((row) => [row.node.id, row.depth])).toEqual([
      ['a', 1],
      ['a1', 2],
      ['a2', 2],
      ['b', 1],
    ])
  })

  test('is walked with the arrows', () => {
    const folded = visibleRows(nodes, new Set())
    const rows = visibleRows(nodes, opened)
    expect(treeMove(folded, new Set(), 'a', 'ArrowRight')).toEqual({ toggle: 'a' })
    expect(treeMove(rows, opened, 'a', 'ArrowRight')).toEqual({ focus: 'a1' })
    expect(treeMove(rows, opened, 'a2', 'ArrowLeft')).toEqual({ focus: 'a' })
    expect(treeMove(rows, opened, 'a', 'ArrowLeft')).toEqual({ toggle: 'a' })
    expect(treeMove(rows, opened, 'a2', 'ArrowDown')).toEqual({ focus: 'b' })
    expect(treeMove(rows, opened, 'b', 'ArrowRight')).toEqual({})
    expect(treeMove(rows, opened, 'b', 'Home')).toEqual({ focus: 'a' })
  })
})
