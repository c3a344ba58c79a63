"""The style sheet that a page carries inside: light, dark, forced colours, paper, small screens."""

STYLE = """
:root{color-scheme:light dark;--ink:#16181d;--soft:#4a5160;--paper:#fdfdfb;--tint:#eef2f8;--line:#b9c0cd;--rule:#14418b;
--blue:#14418b;--vermilion:#9c1c12;--amber:#7a4a00;
--serif:"Noto Serif SC","Source Han Serif SC","Noto Serif CJK SC","Songti SC",STSong,SimSun,serif;
--sans:"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif}
@media (prefers-color-scheme:dark){:root{--ink:#e9ebef;--soft:#b3bac7;--paper:#14161a;--tint:#1e242e;--line:#424957;
--rule:#7fa6ee;--blue:#a5c2f7;--vermilion:#ff9d8f;--amber:#f0bf6a}}
*{box-sizing:border-box}
html{text-size-adjust:100%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.9 var(--serif);text-autospace:normal}
main{max-width:62rem;margin:0 auto;padding:48px 24px 72px}
a{color:var(--blue);text-underline-offset:3px}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
.gk-head{text-align:center;padding-bottom:24px;margin-bottom:32px;border-bottom:4px double var(--rule)}
h1{margin:0 auto 16px;max-width:26em;font-size:28px;line-height:1.5;text-wrap:balance}
.gk-about{display:flex;flex-wrap:wrap;justify-content:center;gap:4px 24px;margin:0;font:14px/1.6 var(--sans);
color:var(--soft)}
.gk-about div{display:flex;gap:8px}
.gk-about dd{margin:0;color:var(--ink);font-variant-numeric:tabular-nums}
h2{max-width:45rem;margin:48px auto 12px;font:600 20px/1.5 var(--sans);color:var(--blue)}
.gk-text,.gk-signed{max-width:45rem;margin:0 auto;text-align:justify;overflow-wrap:anywhere}
.gk-text p{margin:0 0 4px;text-indent:2em;hanging-punctuation:allow-end last}
.gk-signed{margin-top:48px;text-align:end;padding-inline-end:2em}
.gk-signed p{margin:0}
.gk-scroll{overflow-x:auto;margin:16px 0 0;border:1px solid var(--ink);border-radius:4px;overscroll-behavior-x:contain}
table{border-collapse:separate;border-spacing:0;width:100%;font:15px/1.45 var(--sans);
font-variant-numeric:tabular-nums lining-nums}
caption{padding:8px 12px;text-align:start;font-weight:600;border-bottom:1px solid var(--ink)}
th,td{padding:6px 8px;border:solid var(--line);border-width:0 1px 1px 0;background:var(--paper);font-weight:400}
tr:last-child>*{border-bottom-width:0}
tr>:last-child{border-inline-end-width:0}
th{text-align:start}
.gk-h{background:var(--tint);text-align:center;font-weight:600;line-height:1.35}
.gk-h,.gk-l0,.gk-l1{text-wrap:balance}
td{text-align:end;padding-inline-end:12px}
.gk-0{color:var(--soft)}
.gk-stacked td{text-align:center}
.gk-t2{table-layout:fixed}
.gk-grouped{table-layout:fixed;min-width:56rem}
.gk-c0{width:3.4em}.gk-c1{width:5.2em}.gk-c2{width:19em}
.gk-l0,.gk-l1,.gk-l2{position:sticky;z-index:1;inset-inline-start:0}
.gk-grouped .gk-l1{inset-inline-start:3.4em}.gk-grouped .gk-l2{inset-inline-start:8.6em}
.gk-one{table-layout:fixed;min-width:52rem}
.gk-one td{text-align:center;padding:12px 4px;line-height:1.8}
.gk-doubt{text-decoration:underline dotted var(--amber) 2px;text-underline-offset:4px;cursor:help}
.gk-doubt:empty::before{content:"\\3000"}
.gk-error,.gk-warning,.gk-info{--mark:var(--amber);background:linear-gradient(225deg,var(--mark) 7px,transparent 0)
var(--paper);cursor:help}
.gk-error{--mark:var(--vermilion);font-weight:700}
.gk-info{--mark:var(--blue)}
td:target{outline:3px solid var(--blue);outline-offset:-3px}
.gk-note{margin:8px 0 0;font:14px/1.6 var(--sans);color:var(--soft)}
.gk-findings{margin:0 0 32px;padding:12px 20px;border:1px solid var(--line);border-inline-start:4px solid var(--blue);
border-radius:4px;font:15px/1.65 var(--sans)}
.gk-findings summary{font-weight:600;cursor:pointer}
.gk-findings ol{margin:8px 0 0;padding:0;list-style:none}
.gk-findings li{padding:8px 0;border-top:1px solid var(--line)}
.gk-findings p{margin:0;overflow-wrap:anywhere}
.gk-more{color:var(--soft);font-size:14px}
.gk-sev{font-weight:700;color:var(--amber);margin-inline-end:8px}
.gk-is-error .gk-sev{color:var(--vermilion)}
.gk-is-info .gk-sev{color:var(--blue)}
@media (max-width:40rem){
main{padding:24px 16px 48px}
h1{font-size:22px}
h2{font-size:18px;margin-top:36px}
.gk-text{text-align:start}
table{font-size:13px}
th,td{padding:6px 4px}
td{padding-inline-end:8px}
.gk-grouped{min-width:34rem}
.gk-c0{width:2.3em}.gk-c1{width:3.3em}.gk-c2{width:8em}
.gk-grouped .gk-l1{inset-inline-start:2.3em}.gk-grouped .gk-l2{inset-inline-start:5.6em}
.gk-one{min-width:46rem}
}
@media (forced-colors:active){
.gk-scroll,th,td,caption{border-color:CanvasText}
.gk-h{background:Canvas}
.gk-error,.gk-warning,.gk-info{outline:2px dashed CanvasText;outline-offset:-3px}
}
@media print{
@page{size:A4;margin:37mm 26mm 35mm 28mm}
:root{--ink:#000;--soft:#333;--paper:#fff;--tint:#f2f2f2;--line:#555;--rule:#000;--blue:#000;--vermilion:#000;
--amber:#000}
body{font-size:12pt;line-height:1.8}
main{max-width:none;padding:0}
h1{font-size:18pt}h2{font-size:13pt;margin-top:20pt;break-after:avoid}
.gk-scroll{overflow:visible;border-radius:0;break-inside:avoid}
table,.gk-grouped,.gk-one,.gk-t2{min-width:0;font-size:8pt}
th,td{padding:2pt 3pt}
.gk-c0{width:2.6em}.gk-c1{width:4em}.gk-c2{width:15em}
.gk-l0,.gk-l1,.gk-l2{position:static}
thead{display:table-header-group}
tr{break-inside:avoid}
a{text-decoration:none}
}
"""
