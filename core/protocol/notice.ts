// What the background gives to the notice in a page, and the one thing that the notice says back. Types only: the script that
// shows it carries nothing else.

/** Everything that the notice shows, as text in the language of the browser, bounded. */
export interface PageNotice {
  /** Language and direction of the texts. */
  readonly lang: string;
  readonly dir: string;
  /** Decides the colour of its edge. */
  readonly kind: 'stopped' | 'warned';
  readonly product: string;
  readonly title: string;
  /** Why, the strongest sentence first. */
  readonly why: readonly string[];
  /** What the person can do. */
  readonly advice: string;
  /** The company's own words; empty where it has none. */
  readonly company: string;
  /** Words of the buttons; an empty one is not shown. */
  readonly details: string;
  readonly ask: string;
  readonly close: string;
  /** Where asking leads: the company's address or an e-mail. Empty where there is none. */
  readonly askHref: string;
  /** What a click on the details opens. */
  readonly incidentId: string;
}

/** The person has clicked on the details of a notice. */
export interface NoticeMessage {
  readonly assay: 'notice';
  readonly kind: 'details';
  readonly incidentId: string;
}
