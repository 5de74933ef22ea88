/**
 * Styles of the API's page, added to those of all pages. Its table of contents stays visible: at the side, or at the
 * top of a narrow screen.
 */
export const DOCS_STYLES = `
.docs{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:0 2.5rem;align-items:start}
.docs>nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding-block:1rem;background:var(--bg);font-size:.9375rem}
.docs>nav ul{list-style:none;margin:0;padding:0}
.docs>nav a{display:block;padding:.2rem 0}
.docs section{border-top:1px solid var(--line);margin-top:2rem;scroll-margin-top:1rem}
.docs form{display:block}
.docs label{display:block;margin:.6rem 0;max-width:none}
.docs label span{color:var(--dim)}
.docs summary{margin:.25rem 0}
:target{background:color-mix(in srgb,#fc0 18%,var(--bg))}
@media(max-width:50rem){.docs{display:block}.docs>nav{z-index:1;border-bottom:1px solid var(--line);padding:.35rem 0}.docs>nav ul{display:flex;gap:1rem;overflow-x:auto;white-space:nowrap}.docs section,tr{scroll-margin-top:3.5rem}}
`;
