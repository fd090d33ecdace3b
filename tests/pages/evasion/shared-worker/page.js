const { port } = new SharedWorker('worker.js');
port.onmessage = ({ data }) => demoPage.take(port, data);
