//! Pages: what they hold, and that they work in a browser.

mod sha256;
mod traffic;

use std::path::{Path, PathBuf};
use std::process::Command;

use netvet::app::draw::picture;
use netvet::diagram::{Options, html, scene};
use netvet::finding::Severity;
use netvet::report::{Report, Style, format};

use crate::diagram::estate::estate;
use crate::diagram::formats::{HOSTILE, named};
use crate::diagram::views::finding;
use crate::fixed_report;

fn page(report: &Report) -> String {
    let mut out = Vec::new();
    (format("html").unwrap().write)(report, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The fixed report with the picture of the estate.
fn report() -> Report {
    let mut report = fixed_report::report();
    report.show_ignored = true;
    report.picture = picture(&estate(), &[]);
    report
}

fn diagram() -> String {
    html::write(&scene(&estate(), &[], &Options::default()).unwrap())
}

/// What stands in the elements of a name, as a browser reads it.
fn inside<'a>(page: &'a str, name: &str) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once(&format!("<{name}")) {
        let (attributes, after) = after.split_once('>').unwrap();
        let (content, after) = after.split_once(&format!("</{name}>")).unwrap();
        found.push((attributes, content));
        rest = after;
    }
    found
}

fn policy(page: &str) -> &str {
    let (_, after) = page
        .split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .unwrap();
    after.split_once('"').unwrap().0
}

/// Every script and style sheet is one that the policy names, and nothing comes from elsewhere.
pub(crate) fn assert_closed(page: &str) {
    let policy = policy(page).replace("&#39;", "'");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'));
    for (name, directive) in [("script", "script-src"), ("style", "style-src")] {
        let allowed = policy
            .split("; ")
            .find(|part| part.starts_with(directive))
            .unwrap();
        let mut count = 0;
        for (attributes, content) in inside(page, name) {
            if attributes.contains("application/json") {
                continue;
            }
            assert_eq!(attributes, "");
            let hash = sha256::base64(content.replace("\r\n", "\n").as_bytes());
            assert!(
                allowed.contains(&format!("'sha256-{hash}'")),
                "{name} needs {hash}"
            );
            count += 1;
        }
        assert_eq!(count, allowed.matches("sha256-").count(), "{name}");
    }
    for css in inside(page, "style") {
        assert!(!css.1.contains("@import") && !css.1.contains("url("));
    }
    for tag in tags(page) {
        let mut words = tag.split(' ');
        let name = words.next().unwrap();
        let foreign = [
            "link", "iframe", "img", "image", "object", "embed", "base", "form", "use",
        ];
        assert!(!foreign.contains(&name), "{tag}");
        for word in words {
            let runs =
                word.starts_with("on") || word.starts_with("src") || word.starts_with("style=");
            assert!(!runs, "{tag}");
        }
    }
}

/// The opening tags of a page without the values of their attributes.
fn tags(page: &str) -> Vec<String> {
    let mut page = page.to_owned();
    for (_, content) in inside(&page.clone(), "script")
        .into_iter()
        .chain(inside(&page.clone(), "style"))
    {
        page = page.replacen(content, "", 1);
    }
    page.split('<')
        .skip(1)
        .filter(|tag| !tag.starts_with('/') && !tag.starts_with('!'))
        .map(|tag| {
            let quoted = |(index, part): (usize, &str)| {
                if index % 2 == 0 {
                    part.to_owned()
                } else {
                    String::new()
                }
            };
            let bare: String = tag.split('"').enumerate().map(quoted).collect();
            bare.split_once('>').expect("a tag ends").0.to_owned()
        })
        .collect()
}

#[test]
fn pages_bring_everything_and_allow_nothing_else() {
    assert_closed(&diagram());
    assert_closed(&page(&report()));
    assert_closed(&page(&Report::default()));
    let without = Report {
        picture: picture(&netvet::model::Design::default(), &[]),
        ..fixed_report::report()
    };
    assert!(without.picture.is_none());
    assert_closed(&page(&without));
}

#[test]
fn hostile_names_stay_text_in_pages() {
    for name in HOSTILE {
        let scene = scene(&named(name), &[], &Options::default()).unwrap();
        let text = html::write(&scene);
        assert_closed(&text);
        assert_eq!(text.matches("<script").count(), 2, "{name:?}");
        let (_, data) = inside(&text, "script")[0];
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert!(data["things"].as_object().unwrap().len() >= 6);
    }
    let text = page(&report());
    assert_closed(&text);
    assert_eq!(text.matches("<script").count(), 3);
}

#[test]
fn the_page_shows_every_finding_and_the_line_at_fault() {
    let report = report();
    let text = page(&report);
    assert_eq!(
        text.matches("<li class=\"r-item").count(),
        report.shown().count() + report.problems.len()
    );
    for item in report.shown() {
        assert!(text.contains(&item.finding.fingerprint.to_string()));
    }
    assert!(text.contains("<mark>&quot;10.0.0.0/16&quot;</mark>"));
}

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|dir| names.map(|name| dir.join(name)))
        .find(|file| file.is_file())
}

/// The document after its scripts have run, and what the console said.
fn run(browser: &Path, name: &str, page: &str) -> (String, Vec<String>) {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&dir).unwrap();
    let file = dir.join(format!("{name}.html"));
    std::fs::write(&file, page).unwrap();
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1400,900",
        ])
        .args([
            "--enable-logging=stderr",
            "--v=0",
            "--virtual-time-budget=4000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            dir.join(format!("{name}.profile")).display()
        ))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    let console = said.lines().filter(|line| line.contains("CONSOLE"));
    let console = console.map(str::to_owned).collect();
    (String::from_utf8(output.stdout).unwrap(), console)
}

/// The page with a further script, which reports into an element of its own.
fn driven(page: &str, steps: &str) -> String {
    let policy = policy(page);
    let scripts = policy
        .split("; ")
        .find(|part| part.starts_with("script-src"))
        .unwrap();
    let open = page.replacen(scripts, "script-src 'unsafe-inline'", 1);
    let script = format!(
        "<pre id=\"outcome\"></pre><script>
const said = [];
const is = (name, got, wanted) => said.push(`${{JSON.stringify(got) === JSON.stringify(wanted) ? 'ok' : 'FAILED'}} ${{name}}: ${{JSON.stringify(got)}}`);
const click = (el) => el.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}));
const type = (el, text) => {{ el.value = text; el.dispatchEvent(new Event('input')); }};
const pick = (el, value) => {{ el.value = value; el.dispatchEvent(new Event('change')); }};
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const seen = (selector) => all(selector).filter((el) => el.getClientRects().length > 0);
const svg = () => one('.nv-stage svg:not([hidden])');
try {{ {steps} }} catch (error) {{ said.push('FAILED ' + error.stack); }}
document.getElementById('outcome').textContent = said.join('\\n') + '\\nend';
</script></body>"
    );
    open.replacen("</body>", &script, 1)
}

fn assert_steps(browser: &Path, name: &str, page: &str, steps: &str) {
    let (document, console) = run(browser, name, &driven(page, steps));
    assert_eq!(console, Vec::<String>::new());
    let (_, after) = document.split_once("<pre id=\"outcome\">").unwrap();
    let (outcome, _) = after.split_once("</pre>").unwrap();
    assert!(
        outcome.ends_with("\nend") && !outcome.contains("FAILED"),
        "{outcome}"
    );
    assert!(outcome.lines().count() > 5, "{outcome}");
}

#[test]
fn pages_run_under_their_own_policy() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    for (name, text) in [
        ("diagram", diagram()),
        ("report", page(&report())),
        ("empty", page(&Report::default())),
    ] {
        let (document, console) = run(&browser, name, &text);
        assert_eq!(console, Vec::<String>::new(), "{name}");
        assert!(document.contains("data-ready=\"yes\""), "{name}");
    }
}

#[test]
fn the_picture_can_be_searched_clicked_and_collapsed() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let steps = r#"
const find = one('#nv-find');
type(find, 'vpc-0a1');
is('search', one('.nv-count').textContent !== '' && all('.nv-hit').length > 0, true);
type(find, 'dxvif-1');
const names = all('.nv-side li button').map((el) => el.textContent);
is('hits are listed, the best first', names[0], 'virtual-interface vif-1');
find.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
is('enter goes to the hit', one('.nv-side h2').textContent, 'vif-1');
type(find, 'no such thing');
is('no hits', one('.nv-count').textContent, '0 hits');
type(find, '');
click(svg().querySelector('.node[data-key="connection/dxcon-1"]'));
is('click shows properties', [one('.nv-side h2').textContent, one('.nv-side dd').textContent], ['dx-1', 'dxcon-1']);
click(svg().querySelector('.row[data-key="bgp-peer/dxpeer-2"]'));
is('rows are elements', one('.nv-kind').textContent, 'BGP session');
click(svg().querySelector('.edge[data-key="bgp-peer/dxpeer-2"] .hit'));
is('lines are elements', one('.nv-side h3').textContent, 'Ends');
const before = seen('.nv-stage svg:not([hidden]) .node').length;
pick(one('#nv-fold'), 'region');
const after = seen('.nv-stage svg:not([hidden]) .node').length;
is('collapse hides nodes', after < before && after > 0, true);
is('collapsed groups say what is inside', seen('.nv-cover').length > 0 && seen('.nv-cover')[0].textContent.includes('collapsed:'), true);
pick(one('#nv-fold'), '');
is('expand shows them', seen('.nv-stage svg:not([hidden]) .node').length, before);
const group = svg().querySelector('.groups>.group.network');
group.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
is('a double click collapses one', seen('.nv-cover').length, 1);
one('.nv-cover').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
is('and expands it', seen('.nv-cover').length, 0);
const edges = seen('.nv-stage svg:not([hidden]) .edge').length;
for (const box of all('[name=nv-layer]')) if (box.value !== 'peering') { box.checked = false; box.dispatchEvent(new Event('change')); }
const left = seen('.nv-stage svg:not([hidden]) .edge').map((el) => el.dataset.kind);
is('layers', left.length > 0 && left.length < edges && left.every((kind) => ['peering', 'attachment', 'transit gateway peering'].includes(kind)), true);
const box = svg().getAttribute('viewBox');
click(one('[data-do=in]'));
is('zoom', svg().getAttribute('viewBox') !== box, true);
one('.nv-stage').dispatchEvent(new KeyboardEvent('keydown', { key: '0', bubbles: true }));
click(svg().querySelector('.groups>.group.region'));
is('a region is no element inside it', one('.nv-kind').textContent, 'region');
pick(one('#nv-detail'), '1');
is('detail', svg().querySelectorAll('.node').length < before, true);
"#;
    assert_steps(&browser, "diagram-driven", &diagram(), steps);
}

#[test]
fn collapsed_networks_say_what_they_hide() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let findings = [
        finding(Severity::Warning, &[("subnet", "subnet-3")]),
        finding(Severity::Info, &[("peering", "pcx-1")]),
    ];
    let scene = scene(&estate(), &findings, &Options::default()).unwrap();
    let steps = r#"
const group = (id) => `[data-key="network/${id}"]`;
const said = (id) => [...svg().querySelectorAll(`.nv-cover${group(id)} text`)].at(-1)?.textContent;
pick(one('#nv-fold'), 'network');
is('its parts and the findings about them', said('vpc-0a2'), 'collapsed: 1 × subnet · 1 finding');
is('of those outside nothing', said('vpc-0b1'), 'collapsed: 1 × subnet');
is('no network holds itself', all('.nv-cover').filter((el) => el.textContent.includes('× network')), []);
pick(one('#nv-fold'), 'account');
const [account] = all(".nv-cover").filter((el) => el.dataset.name === '111111111111');
is('an account holds networks', /^collapsed: .*\b3 × network\b/.test([...account.querySelectorAll('text')].at(-1).textContent), true);
is('and what is between them', [...account.querySelectorAll('text')].at(-1).textContent.endsWith(' · 2 findings'), true);
pick(one('#nv-fold'), '');
is('open again', all('.nv-cover').length, 0);
"#;
    assert_steps(&browser, "collapsed-driven", &html::write(&scene), steps);
}

#[test]
fn the_report_can_be_filtered_and_leads_to_the_picture() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium is installed");
        return;
    };
    let steps = r#"
const items = () => all('.r-item[data-code]').filter((el) => !el.hidden);
const total = items().length;
is('inputs that could not be used stay', seen('.r-item:not([data-code])').length, 1);
is('all are shown', one('#r-shown').textContent, `${total} of ${total} shown`);
type(one('#r-find'), '10.0.0.0/16');
is('search', items().length > 0 && items().length < total, true);
type(one('#r-find'), 'nothing has this text');
is('nothing fits', items().length, 0);
type(one('#r-find'), '');
pick(one('#r-rule'), 'PEER001');
is('by rule', items().length > 0 && items().every((el) => el.dataset.code === 'PEER001'), true);
pick(one('#r-rule'), '');
const error = one('[name=r-level][value=error]');
error.checked = false; error.dispatchEvent(new Event('change'));
is('by severity', items().some((el) => el.dataset.level === 'error'), false);
error.checked = true; error.dispatchEvent(new Event('change'));
is('again all', items().length, total);
click(one('[data-show="peering/pcx-1"]'));
is('an element is shown in the picture', one('.nv-side dd').textContent, 'pcx-1');
click([...all('.nv-side button')].find((el) => el.textContent.includes('in the list')));
is('its findings are shown in the list', items().length > 0 && items().every((el) => el.dataset.subjects.includes('peering/pcx-1')), true);
click(one('#r-chip button'));
is('the filter is gone', items().length, total);
const coarsest = one('#nv-detail').lastElementChild.value;
pick(one('#nv-detail'), coarsest);
is('a coarse picture has no peering', svg().querySelector('[data-key="peering/pcx-1"]'), null);
click(one('[data-show="peering/pcx-1"]'));
is('one that shows the element comes up', [one('#nv-detail').value !== coarsest, one('.nv-side dd').textContent], [true, 'pcx-1']);
pick(one('#nv-detail'), coarsest);
const light = (detail) => document.dispatchEvent(new CustomEvent('netvet:light', { detail }));
light({ path: ['peering/pcx-1'], say: 'a way' });
is('a picture that shows the way comes up', [one('#nv-detail').value !== coarsest, svg().querySelector('.nv-path').dataset.key, one('.nv-lit').hidden], [true, 'peering/pcx-1', false]);
pick(one('#nv-detail'), coarsest);
is('in a coarse one a box stands for what is in it', svg().querySelectorAll('.nv-path').length, 1);
light({});
is('and goes', [all('.nv-path').length, one('.nv-lit').hidden], [0, true]);
one('#topology').scrollIntoView();
const head = one('#topology').getBoundingClientRect();
is('nothing covers the heading of a later part', document.elementFromPoint(head.x + 20, head.y + head.height / 2).id, 'topology');
click(one('#r-theme'));
is('theme', ['dark', 'light'].includes(document.documentElement.dataset.theme), true);
"#;
    assert_steps(&browser, "report-driven", &page(&report()), steps);
}
