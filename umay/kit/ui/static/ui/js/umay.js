// Small helps. Every page works without them.
import "./once.js";
import "./ending.js";
import "./count.js";
import "./copy.js";
import "./menus.js";
import "./draft.js";
import "./errors.js";
