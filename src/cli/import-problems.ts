import { writeProblems } from '../app/imports/write-problems.ts'
import { type Command, UsageError } from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { newRequestId, openDoor } from './import-door.ts'
import { parseArguments, takeFlag } from './parse-arguments.ts'

/** The rows an import set aside, to mend and run again: the file the screen offers for download. */
export const importProblems: Command = {
  name: 'import problems-csv',
  summary: 'Print the rows an import set aside as CSV, to mend and import again.',
  usage: '--id IMPORT [--file NAME] > deals-problems.csv',
  help: [
    '  --id IMPORT   which import, as it said at its end or as ./throughline import list shows',
    '  --file NAME   which of its files, where rows of several were set aside',
    '  --as EMAIL, --workspace NAME   who acts, and where; else the first admin',
  ].join('\n'),
  run: async (args, around) => {
    const parsed = parseArguments(args)
    const id = takeFlag(parsed, 'id')
    if (!id) throw new UsageError('Which import? Say --id; ./throughline import list shows them.')
    const file = takeFlag(parsed, 'file')
    const as = takeFlag(parsed, 'as') ?? around.env['THROUGHLINE_AS'] ?? null
    const workspace = takeFlag(parsed, 'workspace') ?? null
    await using opened = await around.openRuntime()
    const { workspaceId, actor } = await openDoor(opened.runtime, { as, workspace })
    const wanted = { workspaceId, actor, requestId: newRequestId(), id, file }
    const { text } = await writeProblems(opened.runtime, wanted)
    for await (const line of text) around.out(line.replace(/\r\n$/, '\r'))
    return exitCodes.done
  },
}
