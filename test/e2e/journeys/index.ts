import type { Journey } from '../journey.ts'
import { answering, autosave, conflict } from './brief.ts'
import { askedByLink, captureCutOff, captureOnPhone } from './capture.ts'
import { webhook } from './connection.ts'
import { firstAdmin } from './first-admin.ts'
import { importFiles } from './import.ts'
import { keyboardOnly } from './keyboard.ts'
import { processOnPhone, processWide, workOnPhone, workWide } from './looks.ts'
import { invitation, inviteMany, outOfOffice } from './people.ts'
import { permission } from './permission.ts'
import { pipeline } from './pipeline.ts'
import { playbook } from './playbook.ts'
import { apiKey, calendar, choices } from './settings.ts'
import { wonByHand } from './setup.ts'
import { signingIn } from './signing-in.ts'
import { todayOfOthers, todayOfSeller } from './today.ts'
import { acceptMany, acceptWithGaps, live, returned } from './verdict.ts'

/** Everything that is tried in a real browser, the longest first so that none is waited for alone at the end. */
export const journeys: readonly Journey[] = [
  workWide,
  processWide,
  workOnPhone,
  processOnPhone,
  signingIn,
  todayOfSeller,
  todayOfOthers,
  captureOnPhone,
  captureCutOff,
  askedByLink,
  wonByHand,
  pipeline,
  answering,
  autosave,
  conflict,
  acceptWithGaps,
  returned,
  live,
  acceptMany,
  playbook,
  importFiles,
  webhook,
  invitation,
  inviteMany,
  outOfOffice,
  apiKey,
  choices,
  calendar,
  keyboardOnly,
  permission,
  firstAdmin,
]
