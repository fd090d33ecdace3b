// With Assay nobody sees this page: the tab shows why it was blocked.
demoPage.run(() => Promise.resolve('the page of a listed host was opened'));
