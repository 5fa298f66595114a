//! The fixed report in every format.

use netvet::report::{FORMATS, Report, Style, format};

use crate::fixed_report;

fn write(report: &Report, name: &str, style: &Style) -> String {
    let mut out = Vec::new();
    (format(name).unwrap().write)(report, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn show() {
    let mut report = fixed_report::report();
    for f in FORMATS {
        println!("=== {}", f.name);
        println!("{}", write(&report, f.name, &Style::default()));
    }
    report.show_ignored = true;
    println!("{}", write(&report, "full", &Style{colour: true, links: true, ..Style::default()}).replace('\u{1b}', "^"));
    println!("{}", write(&report, "concise", &Style{colour: true, ..Style::default()}));
}
