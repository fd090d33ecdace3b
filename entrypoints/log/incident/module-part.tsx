// What is known of the module, and the report of its features to take along. The binary itself is nowhere in Assay.
import type { Incident } from '../../../core/incident/incident.ts';
import { featureReport } from '../../../core/report/feature-report.ts';
import { bytesText, percentText } from '../../page-kit/format.ts';
import { Foreign, Pairs } from '../../page-kit/parts.tsx';
import { saveFile } from '../../page-kit/save-file.ts';
import { text } from '../../page-kit/text.ts';
import { Copyable } from './copy.tsx';
import { Part } from './part.tsx';
import { isNamed } from './related.ts';

export function ModulePart({ incident }: { incident: Incident }) {
  const { module, family } = incident;
  return (
    <Part title={text('incident_module')} name="module">
      {module === null ? (
        <p class="quiet">{text('incident_module_none')}</p>
      ) : (
        <>
          <Pairs of={pairsOf(module, family)} />
          <button type="button" id="feature-report" onClick={() => save(incident)}>
            {text('incident_feature_report')}
          </button>
          <p class="quiet footnote">{text('incident_feature_report_what')}</p>
        </>
      )}
    </Part>
  );
}

function pairsOf(module: NonNullable<Incident['module']>, family: string | null) {
  const { sha256, sizeBytes, kernelSharePercent } = module;
  return [
    [
      text('incident_family'),
      isNamed(family) ? <Foreign of={family} most={80} /> : text('incident_not_known'),
    ],
    [
      text('incident_sha256'),
      sha256 === null ? (
        text('incident_not_computed')
      ) : (
        <Copyable value={sha256} label={text('incident_copy_sha256')} />
      ),
    ],
    [text('incident_size'), bytesText(sizeBytes)],
    [
      text('incident_fact_kernel_share'),
      text('incident_kernel_share_of', { share: percentText(kernelSharePercent) }),
    ],
  ] as const;
}

function save(incident: Incident): void {
  const name = incident.module?.sha256?.slice(0, 16) ?? incident.id;
  saveFile(featureReport(incident), 'application/json', `assay-features-${name}.json`);
}
