// What a case of a page is, whether it is a dashboard or not.
export interface DashboardCase {
  readonly title: string;
  readonly host: string;
  /** Title of the page. */
  readonly page: string;
  /** Its text, one line a text node. */
  readonly text: string;
}
