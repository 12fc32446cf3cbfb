/** In the order in which a report shows them. */
export const outcomes = ['met', 'missed', 'excluded', 'running', 'untargeted'] as const;
