demoPage.watch(new Worker('outer.js'));
