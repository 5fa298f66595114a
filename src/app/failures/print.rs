//! What breaks, for people, spreadsheets and documents.

use std::collections::BTreeMap;
use std::io;

use super::{ElementJson, FailureJson, FailuresJson, PairJson, RatingJson, SubjectJson};
use crate::finding::Severity;
use crate::report::summary::listed;
use crate::report::text::paint;
use crate::report::{Style, Table, escape};

/// Rows, pairs and blocks that text shows of each; the rest is counted.
const SHOWN: usize = 20;

fn path(element: &ElementJson) -> String {
    format!("{}/{}", element.kind, element.id)
}

fn head(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

impl FailureJson {
    fn name(&self) -> String {
        let names: Vec<String> = self.failed.iter().map(path).collect();
        names.join(" + ")
    }

    fn matters(&self) -> bool {
        !self.pairs.is_empty() || !self.paths.is_empty()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.name(),
            self.lost_pairs.to_string(),
            self.gained_pairs.to_string(),
            self.lost_addresses.clone(),
            self.lost_addresses_ipv6.clone(),
            self.changed_paths.to_string(),
        ]
    }
}

fn cut(from: &str, to: &str, family: &str, lost: &[String]) -> String {
    format!("{from} -> {to} ({family}): {}", listed(lost, SHOWN))
}

impl RatingJson {
    fn of(&self) -> String {
        match &self.of {
            SubjectJson::Gateway(element) => path(element),
            SubjectJson::Pair { from, to, family } => format!("{from} -> {to} ({family})"),
        }
    }
}

impl FailuresJson {
    /// For people: what changes something; the rest is counted.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(&self, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        if self.failures.is_empty() {
            return writeln!(out, "Nothing in the input can fail.");
        }
        let rows: Vec<&FailureJson> = self.failures.iter().filter(|row| row.matters()).collect();
        if rows.is_empty() {
            writeln!(out, "No failure changes what arrives.")?;
        } else {
            self.rows_table(rows.iter().take(SHOWN * 5).map(|row| row.cells()))
                .text(out)?;
            if rows.len() > SHOWN * 5 {
                let more = rows.len() - SHOWN * 5;
                writeln!(out, "and {more} more; other formats show all of them")?;
            }
        }
        self.silent(out)?;
        if !self.single_points_of_failure.is_empty() {
            let (on, off) = paint(style, Severity::Error);
            writeln!(out, "\n{on}Single points of failure{off}")?;
            for point in &self.single_points_of_failure {
                let name = format!("{}/{}", point.kind, point.id);
                writeln!(out, "{}", escape::line(&name))?;
                for lost in point.cuts.iter().take(SHOWN) {
                    let text = cut(lost.from, lost.to, lost.family, &lost.lost);
                    writeln!(out, "  {}", escape::line(&text))?;
                }
                if point.cuts.len() > SHOWN {
                    writeln!(out, "  and {} more pairs", point.cuts.len() - SHOWN)?;
                }
            }
        }
        if !self.resiliency.is_empty() {
            writeln!(out)?;
            self.ratings().text(out)?;
        }
        Ok(())
    }

    /// How many sets of elements change nothing.
    fn silent(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.failures.iter().filter(|row| !row.matters()) {
            let words: Vec<&str> = row.failed.iter().map(|element| element.kind).collect();
            *kinds.entry(words.join(" + ")).or_default() += 1;
        }
        if kinds.is_empty() {
            return Ok(());
        }
        let counts: Vec<String> = kinds
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        writeln!(out, "Without effect: {}", counts.join(", "))
    }

    /// As JSON.
    ///
    /// # Errors
    /// Those of writing.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        escape::write_json(out, self)
    }

    /// One set of failed elements a row.
    ///
    /// # Errors
    /// Those of writing.
    pub fn csv(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut table = self.rows_table(self.failures.iter().map(|row| {
            let mut cells = row.cells();
            cells.push(row.cold.to_string());
            let pairs: Vec<String> = row
                .pairs
                .iter()
                .filter(|pair| !pair.lost.is_empty())
                .map(|pair: &PairJson| format!("{} -> {} ({})", pair.from, pair.to, pair.family))
                .collect();
            cells.push(pairs.join("; "));
            cells
        }));
        table.head = head(&[
            "failed",
            "lost_pairs",
            "gained_pairs",
            "lost_addresses",
            "lost_addresses_ipv6",
            "changed_paths",
            "cold",
            "pairs",
        ]);
        table.csv(out)
    }

    /// Three tables: the failures, the single points of failure, the resiliency.
    ///
    /// # Errors
    /// Those of writing.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut rows = self.rows_table(self.failures.iter().map(FailureJson::cells));
        rows.title = "Failures".to_owned();
        rows.markdown(out)?;
        let points = self.single_points_of_failure.iter().flat_map(|point| {
            point.cuts.iter().map(move |lost| {
                vec![
                    format!("{}/{}", point.kind, point.id),
                    lost.from.to_owned(),
                    lost.to.to_owned(),
                    lost.family.to_owned(),
                    listed(&lost.lost, SHOWN),
                ]
            })
        });
        let points = Table {
            title: "Single points of failure".to_owned(),
            head: head(&["element", "from", "to", "family", "lost"]),
            rows: points.collect(),
            numeric: Vec::new(),
        };
        for table in [points, self.ratings()] {
            if !table.rows.is_empty() {
                writeln!(out)?;
                table.markdown(out)?;
            }
        }
        Ok(())
    }

    fn rows_table(&self, rows: impl Iterator<Item = Vec<String>>) -> Table {
        Table {
            title: String::new(),
            head: head(&[
                "failed",
                "lost pairs",
                "gained pairs",
                "lost addresses",
                "lost IPv6 addresses",
                "changed paths",
            ]),
            rows: rows.collect(),
            numeric: vec![1, 2, 3, 4, 5],
        }
    }

    fn ratings(&self) -> Table {
        let rows = self.resiliency.iter().map(|rating| {
            vec![
                rating.of(),
                rating.class.to_owned(),
                rating.because.join("; "),
                listed(&rating.limited_by, SHOWN),
            ]
        });
        Table {
            title: "Resiliency".to_owned(),
            head: head(&["of", "class", "because", "limited by"]),
            rows: rows.collect(),
            numeric: Vec::new(),
        }
    }
}
