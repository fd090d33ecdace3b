// Says whether the script of the listed host ran. The host name is mapped to this computer by the browser's start flags.
demoPage.run(
  () =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = `http://coinhive.com:${location.port}/lib/coinhive.min.js`;
      script.onload = () =>
        resolve(window.listedScriptRan ? 'the script ran' : 'the script loaded but did not run');
      script.onerror = () => resolve('the script was not loaded');
      document.head.append(script);
    }),
);
