// The assessment report: one self-contained HTML document about incidents, for managers first and analysts at the end. No script,
// no remote asset; it prints. The sections lie in assessment/; this file puts them in order.
import type { Incident } from '../incident/incident.ts';
import { appendix } from './assessment/appendix.ts';
import { coverageSection, inForceSection, methodSection } from './assessment/background.ts';
import type { AssessmentContext } from './assessment/context.ts';
import { costSection } from './assessment/cost-section.ts';
import { cover } from './assessment/cover.ts';
import { findingsSection } from './assessment/findings-section.ts';
import { figuresOf } from './assessment/findings.ts';
import { html } from './assessment/html.ts';
import { incidentsSection } from './assessment/incidents-section.ts';
import { recommendationsSection, summarySection } from './assessment/overview.ts';
import { recommendationsOf } from './assessment/recommendations.ts';
import { STYLE } from './assessment/style.ts';
import { wordsOf } from './assessment/words.ts';

export type { AssessmentContext } from './assessment/context.ts';

/** The report as one HTML document, which is well-formed XML as well. */
export function assessmentReport(
  incidents: readonly Incident[],
  context: AssessmentContext,
): string {
  const words = wordsOf(context);
  const figures = figuresOf(incidents, context);
  const recommendations = recommendationsOf(figures, context, words);
  const body = html`<main>
    ${cover(figures, context, words)} ${summarySection(figures, context, recommendations, words)}
    ${recommendationsSection(recommendations)} ${findingsSection(figures, context, words)}
    ${costSection(figures, context, words)} ${inForceSection(figures, context, words)}
    ${incidentsSection(figures, words)} ${coverageSection()} ${methodSection()}
    ${appendix(figures, words)}
  </main>`;
  return `${HEAD}<body>\n${body.markup}\n</body>\n</html>\n`;
}

const HEAD = `<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>Assay: assessment report</title>
<style>${STYLE}</style>
</head>
`;
