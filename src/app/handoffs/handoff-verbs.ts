import type { Verbs } from '../verbs.ts'
import { acceptHandoff } from './accept-handoff.ts'
import { acceptHandoffs } from './accept-handoffs.ts'
import { answerQuestion } from './answer-question.ts'
import { askQuestion } from './ask-question.ts'
import { completeStep, pauseStep, reassignStep, resumeStep, skipStep } from './change-step.ts'
import { listHandoffs } from './list-handoffs.ts'
import { correctHandoffFact, recordHandoffFact } from './record-fact.ts'
import { returnHandoff } from './return-handoff.ts'
import { showHandoff } from './show-handoff.ts'
import { assignCsm, cancelHandoff, holdHandoff, resumeHandoff, setTier } from './steer-handoff.ts'
import { submitHandoff } from './submit-handoff.ts'
import { showTimeline } from './timeline.ts'
import { showToday } from './today/show-today.ts'

export const handoffVerbs = {
  'handoff.today': showToday,
  'handoff.list': listHandoffs,
  'handoff.show': showHandoff,
  'handoff.timeline': showTimeline,
  'handoff.submit': submitHandoff,
  'handoff.accept': acceptHandoff,
  'handoff.accept_many': acceptHandoffs,
  'handoff.return': returnHandoff,
  'handoff.assign_csm': assignCsm,
  'handoff.set_tier': setTier,
  'handoff.hold': holdHandoff,
  'handoff.resume': resumeHandoff,
  'handoff.cancel': cancelHandoff,
  'handoff.record_fact': recordHandoffFact,
  'handoff.correct_fact': correctHandoffFact,
  'step.complete': completeStep,
  'step.skip': skipStep,
  'step.reassign': reassignStep,
  'step.pause': pauseStep,
  'step.resume': resumeStep,
  'question.ask': askQuestion,
  'question.answer': answerQuestion,
} satisfies Verbs
