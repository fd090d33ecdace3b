// Stands for the script of a listed mining host. It mines nothing: it only leaves a mark that it ran.
window.listedScriptRan = true;
