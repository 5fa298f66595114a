//! One rule in full: why, what to do, examples, references.

use std::io;

use super::catalogue;
use crate::finding::RuleInfo;
use crate::report::{Style, escape};

/// Writes everything about a rule.
///
/// ```
/// use netvet::app::{catalogue, explain};
/// use netvet::report::Style;
///
/// let rule = catalogue::find(&catalogue::all(), "peering-cidr-overlap").expect("a rule of that name");
/// let mut text = Vec::new();
/// explain::write(rule, &Style::default(), &mut text)?;
/// assert!(String::from_utf8_lossy(&text).contains("peering-cidr-overlap"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If writing fails.
pub fn write(rule: &RuleInfo, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let bold = anstyle::Style::new().bold();
    let (on, off) = if style.colour {
        (bold.render().to_string(), bold.render_reset().to_string())
    } else {
        (String::new(), String::new())
    };
    writeln!(out, "{on}{} {}{off}", rule.code, rule.name)?;
    paragraph(out, style, "", rule.summary)?;
    writeln!(out)?;
    let facts = [
        ("Severity", rule.severity.word().to_owned()),
        ("Confidence", rule.confidence.word().to_owned()),
        ("Providers", catalogue::providers(rule)),
        ("Group", rule.code.group.title().to_owned()),
        (
            "Status",
            format!("{}, since {}", catalogue::status(rule), rule.since),
        ),
    ];
    for (name, fact) in facts {
        writeln!(out, "{name:<12}{fact}")?;
    }
    writeln!(out, "\n{on}Why{off}")?;
    paragraph(out, style, "  ", rule.rationale)?;
    writeln!(out, "\n{on}What to do{off}")?;
    paragraph(out, style, "  ", rule.remedy)?;
    if let Some(example) = &rule.example {
        for (heading, text) in [
            ("Bad, this raises it", example.bad),
            ("Good, this does not", example.good),
        ] {
            writeln!(out, "\n{on}{heading}{off}")?;
            for line in text.lines() {
                writeln!(out, "{}", format!("    {}", escape::line(line)).trim_end())?;
            }
        }
    }
    if !rule.references.is_empty() {
        writeln!(out, "\n{on}References{off}")?;
        for reference in rule.references {
            write!(out, "  {}", reference.title)?;
            if !reference.url.is_empty() {
                write!(out, "\n    {}", reference.url)?;
            }
            if !reference.read.is_empty() {
                write!(out, " (read {})", reference.read)?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Words wrapped to the width.
fn paragraph(out: &mut dyn io::Write, style: &Style, indent: &str, text: &str) -> io::Result<()> {
    let width = style.width.clamp(40, 100);
    let mut line = indent.to_owned();
    for word in text.split_whitespace() {
        let is_start = line.len() == indent.len();
        if !is_start && line.chars().count() + 1 + word.chars().count() > width {
            writeln!(out, "{line}")?;
            indent.clone_into(&mut line);
        } else if !is_start {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{line}")
}
