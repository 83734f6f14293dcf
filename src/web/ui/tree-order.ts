export type TreeNode = { id: string; children?: readonly TreeNode[] }

export type TreeRow<N extends TreeNode> = {
  node: N
  depth: number
  parent: string | null
  at: number
  of: number
}

/** The rows of a tree that are in sight, from top to bottom: children only under what is open. */
export function visibleRows<N extends TreeNode>(
  nodes: readonly N[],
  open: ReadonlySet<string>,
  depth = 1,
  parent: string | null = null,
): TreeRow<N>[] {
  return nodes.flatMap((node, index) => {
    const row = { node, depth, parent, at: index + 1, of: nodes.length }
    const inner = open.has(node.id) ? ((node.children ?? []) as readonly N[]) : []
    return [row, ...visibleRows(inner, open, depth + 1, node.id)]
  })
}

/** What an arrow key does in a tree: where the mark goes, or which node opens or folds. */
export function treeMove(
  rows: readonly TreeRow<TreeNode>[],
  open: ReadonlySet<string>,
  current: string,
  key: string,
): { focus?: string; toggle?: string } {
  const index = rows.findIndex((row) => row.node.id === current)
  const row = rows[index]
  if (row === undefined) return {}
  const inner = row.node.children ?? []
  const isOpen = inner.length > 0 && open.has(row.node.id)
  switch (key) {
    case 'ArrowDown':
      return { focus: rows[index + 1]?.node.id }
    case 'ArrowUp':
      return { focus: rows[index - 1]?.node.id }
    case 'ArrowRight':
      if (inner.length === 0) return {}
      return isOpen ? { focus: inner[0]?.id } : { toggle: row.node.id }
    case 'ArrowLeft':
      return isOpen ? { toggle: row.node.id } : { focus: row.parent ?? undefined }
    case 'Home':
      return { focus: rows[0]?.node.id }
    case 'End':
      return { focus: rows.at(-1)?.node.id }
    default:
      return {}
  }
}
