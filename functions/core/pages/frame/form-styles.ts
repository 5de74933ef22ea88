/** Additional styles for pages with larger forms; they follow the stylesheet that all pages share. */
export const FORM_STYLES = `
[type=checkbox]{min-height:0;width:1rem;height:1rem;margin:0}
.snippet button{min-height:0}
.check{min-height:2.25rem;display:flex;gap:.4rem;align-items:center}
.wide{flex-basis:100%}
.fields{display:flex;flex-wrap:wrap;gap:.6rem .9rem}
.snippet{position:relative;margin:.75rem 0}
.snippet button{position:absolute;right:0;top:-.35rem;padding:.05rem .6rem;font-size:.8125rem}
::placeholder{color:var(--dim);opacity:1}
`;
