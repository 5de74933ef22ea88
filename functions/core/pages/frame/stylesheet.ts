import { BADGE_STATES } from '../../badge/badge-state.ts';

/** Dark enough for white text; brighter for bars on dark pages. */
const states = Object.entries(BADGE_STATES)
  .map(([state, { color }]) => `.${state}{--c:${color}}`)
  .join('');

/** The stylesheet of every page. It is kept small, because each page contains it. */
export const STYLESHEET = `
:root{color-scheme:light dark;--fg:#1c2126;--bg:#fff;--dim:#586069;--line:#d9dee3;--soft:#f5f7f9;--link:#0b5cad;--bar:0%}
@media(prefers-color-scheme:dark){:root{--fg:#e4e8ec;--bg:#101418;--dim:#9da7b1;--line:#2c343c;--soft:#181d23;--link:#74b4f7;--bar:22%}}
${states}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
body>*{max-width:64rem;margin:0 auto;padding:0 1rem}
body>header{max-width:none;padding:.6rem max(1rem,50% - 31rem);display:flex;flex-wrap:wrap;align-items:center;background:var(--soft);border-bottom:1px solid var(--line)}
header nav{display:flex;gap:1.25rem}
body>header a{color:inherit;text-decoration:none;padding:.25rem 0}
body>header a[aria-current]{box-shadow:0 2px var(--link)}
body>header a:hover{text-decoration:underline}
.brand{font-weight:650;margin-right:auto}
.brand svg{width:1em;height:1em;vertical-align:-.1em;margin-right:.4em}
main{padding-block:1.25rem 3rem!important}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
h1 b{font-size:.9rem;vertical-align:.2em}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.5rem 0}
code,pre,textarea,.m,[href*="/commit"]{font:.875em/1.5 ui-monospace,monospace}
pre{padding:.6rem .8rem;background:var(--soft);border:1px solid var(--line);border-radius:.4rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.log{max-height:32rem}
.dim,figcaption,caption,.hint{color:var(--dim);font-size:.875rem}
b[class]{display:inline-block;padding:0 .5em;border:1px solid transparent;border-radius:.3em;background:var(--c);color:#fff;font-size:.8125rem;font-weight:600;line-height:1.5;white-space:nowrap}
.stats{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}
.stats>div{flex:1 1 11rem;padding:.6rem .9rem;border:1px solid var(--line);border-radius:.5rem}
.stats dt{color:var(--dim);font-size:.875rem}
.stats dd{margin:0;color:var(--dim);font-size:.875rem}
.stats b{display:block;color:var(--fg);font-size:1.4rem;font-weight:600;line-height:1.3}
figure{margin:1rem 0}
figure svg{display:block;width:100%;height:6rem;border-bottom:1px solid var(--line)}
rect,figure path{fill:color-mix(in srgb,var(--c),#fff var(--bar))}
figure .median{stroke:var(--dim);stroke-dasharray:4 4;vector-effect:non-scaling-stroke}
.refs{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1rem}
.refs li{max-width:100%;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th{text-align:left;font-weight:600;font-size:.8125rem;color:var(--dim)}
th,td{padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th[scope=row]{font:inherit;color:inherit}
th:last-child,td:last-child{padding-right:0}
td bdi,td a{overflow-wrap:anywhere}
.n{text-align:right;white-space:nowrap}
.builds :is(td,th):nth-child(n+5){text-align:right;white-space:nowrap}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:1rem 0}
.facts dt{color:var(--dim)}
.facts dd{margin:0;min-width:0;overflow-wrap:anywhere}
.why{margin:1.25rem 0;padding:.7rem 1rem;border:1px solid var(--line);border-left:4px solid var(--c);border-radius:.4rem;background:var(--soft)}
.why h2{margin:0}
.phases td:nth-child(2){width:55%;min-width:5rem}
.phases svg{display:block;width:100%;height:1rem;margin-top:.25rem}
form{display:flex;flex-wrap:wrap;gap:.6rem .9rem;align-items:end;margin:.75rem 0}
label{font-size:.875rem}
label:not(.check)>*{display:block;width:100%;margin-top:.15rem}
input,select,textarea,button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--dim);border-radius:.35rem;padding:.3rem .6rem;min-height:2.25rem;max-width:100%}
textarea{font:.8125rem/1.5 ui-monospace,monospace}
button{background:var(--soft);cursor:pointer;font-weight:550}
button:hover{border-color:var(--fg)}
button:disabled{opacity:.6;cursor:default}
summary{cursor:pointer;padding:.25rem 0}
[role=status]{overflow-wrap:anywhere}
[hidden]{display:none!important}
img{vertical-align:middle}
.unseen{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
.next{margin-top:2rem;padding:.25rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--soft)}
@media(max-width:40rem){.w,.builds :is(td,th):is(:nth-child(4),:nth-child(5)){display:none}th,td{padding-right:.6rem}table{font-size:.875rem}.phases td:nth-child(2){width:35%}}
`;
