/** An agreement of nobody, short enough to be read. */
export function exampleFor(site: { languages: readonly string[]; time_zone: string }): string {
	return `---
document: support
revision: 1
language: ${site.languages[0]}
title: …
summary: …
authentic: true
plans: [{ id: premium, name: Premium }]
calendar:
  { zone: ${site.time_zone}, days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", holidays: { country: BR } }
commitments:
  - { id: answer, kind: first_response, plan: premium, criticality: urgent, target: { minutes: 30 }, qualifier: up_to, counted_in: always, clause: "1.1" }
  - { id: uptime, kind: availability, target: { percent: 99.9, per: month }, excludes: [maintenance], credits: [{ below: 99.9, percent: 10 }], clause: "1.2" }
exclusion: { when: caused_by_partner, effect: voids, covers: [answer], clause: "1.3" }
changes: { in_force: { days: 30 }, clause: "1.4" }
---

**1.1.** …`;
}
