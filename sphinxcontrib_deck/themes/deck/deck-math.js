// @ts-check
/**
 * MathJax, where a deck leaves its formulas to it: the project's own copy, named by the page's
 * block of JSON as {mathjax: {src, config}}. Formulas that are MathML already need no script.
 */

const DeckMath = (function () {
  "use strict";

  /** @typedef {{src: string, config: Record<string, any>}} MathJaxFile */

  const globals = /** @type {any} */ (window);

  /** @returns {MathJaxFile | undefined} */
  function asked() {
    const block = document.querySelector("script#deck-options");
    return JSON.parse(block?.textContent || "{}").mathjax;
  }

  /** Fit slides to formulas that came late; where reveal.js hasn't begun yet, it is early. */
  function refit() {
    if (document.querySelector(".reveal.ready")) DeckFit.refit();
  }

  /**
   * Load MathJax. It changes how large slides are, so they are fitted anew when it is done.
   * Version 4 would fetch its fonts from elsewhere: here they are below its own folder.
   * @param {MathJaxFile} file
   */
  function load({ src, config }) {
    const { loader, options, startup } = config;
    globals.MathJax = {
      ...config,
      loader: { ...loader, paths: { fonts: "[mathjax]", ...loader?.paths } },
      options: { ...options, ignoreHtmlClass: "slides", processHtmlClass: "math" },
      startup: { ...startup, pageReady: () => globals.MathJax.startup.defaultPageReady().then(refit) },
    };
    const script = document.createElement("script");
    script.id = "MathJax-script"; // by which it finds its other files
    script.src = src;
    document.head.append(script);
  }

  const file = asked();
  if (file) load(file);

  return { load };
})();
