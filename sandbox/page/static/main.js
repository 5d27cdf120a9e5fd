// Opens the page. Each room listens to the document, so parts can be drawn again without being wired again.

import * as chrome from "./chrome.js";
import * as clock from "./clock.js";
import * as combo from "./combo.js";
import * as composer from "./composer.js";
import * as drafts from "./drafts.js";
import * as forms from "./forms.js";
import * as live from "./live.js";
import * as people from "./people.js";
import * as popovers from "./popovers.js";
import * as presses from "./presses.js";
import * as suggestions from "./suggestions.js";
import * as tables from "./tables.js";
import * as uploads from "./uploads.js";

for (const room of [popovers, people, combo, drafts, uploads, presses, tables, composer, clock, suggestions, chrome, forms]) room.start();
live.listen();
