import type { ComponentType, SVGProps } from 'react'

/** Any picture drawn as SVG in the current colour; those of lucide-react fit as they are. */
export type Icon = ComponentType<SVGProps<SVGSVGElement>>
