import type { MemberRole } from '../../core/handoff/vocabulary.ts'

export type DemoPerson = {
  key: string
  name: string
  title: string
  roles: MemberRole[]
  team: 'sales' | 'cs' | 'ops'
  manager?: string
  zone: string
  territories?: string[]
  industries?: string[]
  languages?: string[]
  capacity?: number
  /** Shown with a password at the first start. */
  shown?: boolean
}

/** Twelve invented colleagues of an invented company that sells warehouse software. */
export const demoPeople: readonly DemoPerson[] = [
  {
    key: 'revops',
    name: 'Ines Okafor',
    title: 'RevOps and admin',
    roles: ['revops', 'admin'],
    team: 'ops',
    zone: 'Europe/Berlin',
    shown: true,
  },
  {
    key: 'vp',
    name: 'Gabriel Stern',
    title: 'Chief revenue officer',
    roles: ['executive'],
    team: 'ops',
    zone: 'Europe/Berlin',
  },
  {
    key: 'sm',
    name: 'Marta Lindqvist',
    title: 'Sales manager',
    roles: ['sales_manager'],
    team: 'sales',
    manager: 'vp',
    zone: 'Europe/Berlin',
    shown: true,
  },
  {
    key: 'ae1',
    name: 'Jonas Weber',
    title: 'Account executive',
    roles: ['ae'],
    team: 'sales',
    manager: 'sm',
    zone: 'Europe/Berlin',
    shown: true,
  },
  {
    key: 'ae2',
    name: 'Priya Nair',
    title: 'Account executive',
    roles: ['ae'],
    team: 'sales',
    manager: 'sm',
    zone: 'Europe/Berlin',
  },
  {
    key: 'ae3',
    name: 'Daniel Ortiz',
    title: 'Account executive',
    roles: ['ae'],
    team: 'sales',
    manager: 'sm',
    zone: 'America/New_York',
  },
  {
    key: 'cm',
    name: 'Ruth Adeyemi',
    title: 'Customer success manager in charge',
    roles: ['cs_manager'],
    team: 'cs',
    manager: 'vp',
    zone: 'Europe/Berlin',
    shown: true,
  },
  {
    key: 'csm1',
    name: 'Sofia Marchetti',
    title: 'Customer success manager',
    roles: ['csm'],
    team: 'cs',
    manager: 'cm',
    zone: 'Europe/Berlin',
    territories: ['South'],
    languages: ['Italian', 'English'],
    capacity: 60,
    shown: true,
  },
  {
    key: 'csm2',
    name: 'Tomasz Zielinski',
    title: 'Customer success manager',
    roles: ['csm'],
    team: 'cs',
    manager: 'cm',
    zone: 'Europe/Berlin',
    territories: ['Central'],
    industries: ['Manufacturing', 'Logistics'],
    capacity: 60,
  },
  {
    key: 'csm3',
    name: 'Hannah Brooks',
    title: 'Customer success manager',
    roles: ['csm'],
    team: 'cs',
    manager: 'cm',
    zone: 'America/New_York',
    territories: ['Americas'],
    capacity: 60,
  },
  {
    key: 'impl',
    name: 'Yuki Tanaka',
    title: 'Implementation lead',
    roles: ['implementation_lead'],
    team: 'cs',
    manager: 'cm',
    zone: 'Europe/Berlin',
  },
  {
    key: 'support',
    name: 'Oscar Lund',
    title: 'Support lead',
    roles: ['support'],
    team: 'cs',
    manager: 'cm',
    zone: 'Europe/Berlin',
  },
]
