//! Checkstyle's XML, which many programs read.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::paths::relative;
use super::{Item, Report, Style, escape};

/// Version of Checkstyle whose format this is.
const VERSION: &str = "10.0";

/// Writes every finding, file by file; what could not be read stands as an exception, as Checkstyle has it.
pub(super) fn checkstyle(report: &Report, _: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut files: BTreeMap<String, (Vec<&Item>, Vec<String>)> = BTreeMap::new();
    for item in report.shown() {
        let path = relative(report, &item.place.path).into_owned();
        files.entry(path).or_default().0.push(item);
    }
    for problem in &report.problems {
        let path = problem.place.as_ref().map_or("", |place| &place.path);
        let path = relative(report, path).into_owned();
        let text = problem.help.as_ref().map_or_else(
            || problem.message.clone(),
            |help| format!("{}; {help}", problem.message),
        );
        files.entry(path).or_default().1.push(text);
    }
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("checkstyle")
        .with_attribute(("version", VERSION))
        .write_inner_content(|xml| {
            for (path, (items, problems)) in &files {
                xml.create_element("file")
                    .with_attribute(("name", &*escape::line(path)))
                    .write_inner_content(|xml| {
                        for item in items {
                            error(xml, item)?;
                        }
                        for text in problems {
                            xml.create_element("exception")
                                .write_text_content(BytesText::new(&escape::line(text)))?;
                        }
                        Ok(())
                    })?;
            }
            Ok(())
        })?;
    writeln!(out)
}

fn error<W: io::Write>(xml: &mut Writer<W>, item: &Item) -> io::Result<()> {
    let Item { finding, place, .. } = item;
    let ignored = super::ignored_because(finding)
        .map(|reason| format!(" [ignored: {reason}]"))
        .unwrap_or_default();
    let message = format!("{}: {}{ignored}", finding.rule.code, finding.message);
    xml.create_element("error")
        .with_attribute(("line", place.line.max(1).to_string().as_str()))
        .with_attribute(("column", place.column.max(1).to_string().as_str()))
        .with_attribute(("severity", finding.severity.word()))
        .with_attribute(("message", &*escape::line(&message)))
        .with_attribute(("source", format!("netvet.{}", finding.rule.name).as_str()))
        .write_empty()?;
    Ok(())
}
