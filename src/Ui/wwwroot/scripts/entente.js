// Everything here only makes something quicker: each page works without it. One module per behaviour.
import "./clock.js";
import "./queue.js";
import "./live-check.js";
import "./copy.js";
import "./once.js";
import "./search.js";
import "./puzzle.js";
import "./sections.js";
import "./names.js";
