//! Answers and matrices for people, spreadsheets and documents.

use std::io;

use super::{
    AnswerJson, AnswersJson, CandidateJson, ControlPlaneJson, HopJson, MatrixJson, OutcomeJson,
};
use crate::finding::Severity;
use crate::report::summary::listed;
use crate::report::text::paint;
use crate::report::{Style, Table, escape};
use crate::source::{Sources, Span};

/// Blocks of one outcome that text shows; the rest is counted.
pub(in crate::app) const BLOCKS: usize = 8;

/// More networks and sites than this are listed in pairs instead of a grid.
const GRID: usize = 60;

pub(in crate::app) fn counted(addresses: &str) -> String {
    let noun = if addresses == "1" {
        "address"
    } else {
        "addresses"
    };
    format!("{addresses} {noun}")
}

/// `over a, b`; nothing where packets pass nothing.
fn over(via: &[String]) -> String {
    if via.is_empty() {
        String::new()
    } else {
        format!(" over {}", via.join(", "))
    }
}

impl OutcomeJson {
    /// The outcome in one clause.
    fn short(&self) -> String {
        let flags = if self.flags.is_empty() {
            String::new()
        } else {
            format!(" [{}]", self.flags.join(", "))
        };
        format!("{} at {}{}{flags}", self.class, self.at, over(&self.via))
    }
}

fn place(sources: &Sources, span: Option<Span>) -> String {
    span.map_or_else(String::new, |span| {
        let at = sources.position(span);
        format!("  {}:{}:{}", sources.path(span.file), at.line, at.column)
    })
}

pub(in crate::app) fn candidate(candidate: &CandidateJson) -> String {
    format!(
        "{} via {} ({})",
        candidate.to, candidate.via, candidate.origin
    )
}

fn hop(at: usize, hop: &HopJson, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
    let table = format!("{}. {}, {}", at + 1, hop.at, hop.table);
    let used = hop.winner.as_ref();
    let what = used.map_or_else(|| "no route".to_owned(), candidate);
    let decided = match used {
        Some(_) => format!(", by {} ({})", hop.step, hop.rule),
        None => format!(" ({})", hop.rule),
    };
    let where_ = place(sources, used.and_then(|used| used.span));
    writeln!(
        out,
        "    {}",
        escape::line(&format!("{table}: {what}{decided}{where_}"))
    )?;
    for (other, word) in others(hop) {
        let text = format!("{}{}", candidate(other), place(sources, other.span));
        writeln!(out, "         {word}: {}", escape::line(&text))?;
    }
    Ok(())
}

/// The candidates besides the winner, each with what became of it.
pub(in crate::app) fn others(
    hop: &HopJson,
) -> impl Iterator<Item = (&CandidateJson, &'static str)> {
    let (equal, used) = hop.equal;
    let winner = hop.winner.as_ref();
    let at = winner.and_then(|winner| hop.candidates.iter().position(|one| one == winner));
    hop.candidates
        .iter()
        .enumerate()
        .filter(move |(index, _)| Some(*index) != at)
        .map(move |(index, other)| {
            let as_good = at.is_some_and(|at| index > at && index - at <= equal);
            let word = match (as_good, used) {
                (true, true) => "also used",
                (true, false) => "as good",
                (false, _) => "not used",
            };
            (other, word)
        })
}

impl AnswerJson {
    fn text(&self, style: &Style, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
        let (on, off) = match self.verdict {
            "two-way" => (String::new(), String::new()),
            "partial" | "unknown" => paint(style, Severity::Warning),
            _ => paint(style, Severity::Error),
        };
        let symmetry = match self.symmetry {
            None => String::new(),
            Some("unknown") => ", whether symmetric is not known".to_owned(),
            Some(word) => format!(", {word}"),
        };
        writeln!(
            out,
            "{} -> {} ({}): {on}{}{off}{symmetry}",
            escape::line(&self.from),
            escape::line(&self.to),
            self.family,
            self.verdict,
        )?;
        writeln!(
            out,
            "  there: {}; back: {}",
            self.forward,
            self.back
                .unwrap_or("nobody in the input owns these addresses")
        )?;
        for outcome in &self.outcomes {
            let head = format!(
                "{}: {}, {}",
                outcome.short(),
                counted(&outcome.addresses),
                listed(&outcome.cidrs, BLOCKS)
            );
            writeln!(out, "  {}", escape::line(&head))?;
            if !outcome.sources.is_empty() {
                let from = outcome.sources.join(", ");
                writeln!(out, "    from {}", escape::line(&from))?;
            }
            for path in outcome.paths.iter().filter(|path| **path != outcome.via) {
                let word = if outcome.ambiguous.is_some() {
                    "or"
                } else {
                    "and"
                };
                writeln!(out, "    {word}{}", escape::line(&over(path)))?;
            }
            if let Some(why) = outcome.ambiguous {
                writeln!(
                    out,
                    "    only one of these is used, and which is not known ({why})"
                )?;
            }
            writeln!(out, "    {}", escape::line(&outcome.why))?;
            for (at, one) in outcome.hops.iter().flatten().enumerate() {
                hop(at, one, sources, out)?;
            }
        }
        for missing in &self.missing {
            writeln!(out, "  missing: {}", escape::line(missing))?;
        }
        Ok(())
    }
}

impl ControlPlaneJson {
    pub(in crate::app) fn sentences(&self) -> Vec<String> {
        self.oscillations
            .iter()
            .map(|o| {
                let who = o.participants.join(", ");
                let what = o.prefixes.join(", ");
                match o.result {
                    "unstable" => format!(
                        "the routes to {what} at {who} never settle: they repeat after {} rounds",
                        o.period
                    ),
                    "multi-stable" => format!(
                        "the routes to {what} at {who} settle in one of {} ways, and which is not known",
                        o.stable_states
                    ),
                    _ => format!("the routes to {what} at {who} settle after some back and forth"),
                }
            })
            .collect()
    }
}

impl AnswersJson {
    /// For people. `sources` are the files that hops point to.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(
        &self,
        style: &Style,
        sources: &Sources,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        for (at, answer) in self.answers.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            answer.text(style, sources, out)?;
        }
        for sentence in self.control_plane.sentences() {
            writeln!(out, "\n{}", escape::line(&sentence))?;
        }
        Ok(())
    }

    /// As JSON.
    ///
    /// # Errors
    /// Those of writing.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        escape::write_json(out, self)
    }

    /// One answer a line.
    ///
    /// # Errors
    /// Those of writing.
    pub fn jsonl(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.answers
            .iter()
            .try_for_each(|answer| escape::write_json_line(out, answer))
    }

    /// One answer a row, its outcomes in one cell.
    ///
    /// # Errors
    /// Those of writing.
    pub fn csv(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.table().csv(out)
    }

    /// Tables; with hops one more for each outcome.
    ///
    /// # Errors
    /// Those of writing.
    pub fn markdown(&self, sources: &Sources, out: &mut dyn io::Write) -> io::Result<()> {
        self.table().markdown(out)?;
        for answer in &self.answers {
            for outcome in &answer.outcomes {
                if let Some(hops) = &outcome.hops {
                    let title = format!("{} -> {}: {}", answer.from, answer.to, outcome.short());
                    writeln!(out)?;
                    hop_table(title, hops, sources).markdown(out)?;
                }
            }
        }
        for sentence in self.control_plane.sentences() {
            writeln!(out, "\n{}", escape::markdown(&sentence))?;
        }
        Ok(())
    }

    fn table(&self) -> Table {
        let rows = self.answers.iter().map(|answer| {
            let outcomes: Vec<String> = answer
                .outcomes
                .iter()
                .map(|o| format!("{} ({})", o.short(), counted(&o.addresses)))
                .collect();
            vec![
                answer.from.clone(),
                answer.to.clone(),
                answer.family.to_owned(),
                answer.forward.to_owned(),
                answer.back.unwrap_or_default().to_owned(),
                answer.verdict.to_owned(),
                answer.symmetry.unwrap_or_default().to_owned(),
                outcomes.join("; "),
                answer.missing.join("; "),
            ]
        });
        Table {
            head: [
                "from", "to", "family", "forward", "return", "verdict", "symmetry", "outcomes",
                "missing",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: rows.collect(),
            ..Table::default()
        }
    }
}

fn hop_table(title: String, hops: &[HopJson], sources: &Sources) -> Table {
    let rows = hops.iter().map(|hop| {
        let others: Vec<String> = others(hop)
            .map(|(other, word)| format!("{word}: {}", candidate(other)))
            .collect();
        let span = hop.winner.as_ref().and_then(|winner| winner.span);
        vec![
            hop.at.clone(),
            hop.table.clone(),
            hop.winner
                .as_ref()
                .map_or_else(|| "no route".to_owned(), candidate),
            hop.step.to_owned(),
            hop.rule.to_owned(),
            place(sources, span).trim_start().to_owned(),
            others.join("; "),
        ]
    });
    Table {
        title,
        head: [
            "at",
            "table",
            "used",
            "decided by",
            "rule",
            "place",
            "others",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
        ..Table::default()
    }
}

impl MatrixJson {
    /// A grid of each family; very large ones as pairs.
    ///
    /// # Errors
    /// Those of writing.
    pub fn text(&self, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
        if self.ends.len() > GRID {
            return self.table().text(out);
        }
        let mut families: Vec<&str> = self.pairs.iter().map(|pair| pair.family).collect();
        families.sort_unstable();
        families.dedup();
        if families.is_empty() {
            return writeln!(out, "Nothing is carried between any two networks or sites.");
        }
        for (at, family) in families.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            self.grid(family, style.width, out)?;
        }
        writeln!(
            out,
            "\nFrom the row to the column: + everything arrives, / a part, - nothing, ? not known"
        )?;
        let mut verdicts: std::collections::BTreeMap<&str, usize> =
            std::collections::BTreeMap::new();
        for pair in &self.pairs {
            *verdicts.entry(pair.verdict).or_default() += 1;
        }
        let counts: Vec<String> = verdicts
            .iter()
            .map(|(verdict, count)| format!("{count} {verdict}"))
            .collect();
        writeln!(out, "Ordered pairs: {}", counts.join(", "))
    }

    /// Rows and columns in the order of networks and sites, in blocks as wide as the terminal.
    fn grid(&self, family: &str, width: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let mut cells = std::collections::BTreeMap::new();
        for pair in self.pairs.iter().filter(|pair| pair.family == family) {
            let sign = match pair.forward {
                "delivered" => "+",
                "partial" => "/",
                "unknown" => "?",
                _ => "-",
            };
            cells.insert((pair.from, pair.to), sign);
        }
        let names: Vec<_> = self.ends.iter().map(|end| escape::line(end)).collect();
        let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
        let digits = self.ends.len().to_string().len();
        let left = (digits + 1 + longest).max(family.len());
        let columns = (width.saturating_sub(left) / (digits + 1)).max(1);
        for (block, shown) in self.ends.chunks(columns).enumerate() {
            let first = block * columns;
            let numbers: Vec<String> = (first..first + shown.len())
                .map(|at| format!(" {:>digits$}", at + 1))
                .collect();
            writeln!(out, "{family:<left$}{}", numbers.concat())?;
            for (at, (from, name)) in self.ends.iter().zip(&names).enumerate() {
                let row: Vec<String> = shown
                    .iter()
                    .map(|to| {
                        let none = if from == to { "" } else { "-" };
                        let sign = cells.get(&(*from, *to)).copied().unwrap_or(none);
                        format!(" {sign:>digits$}")
                    })
                    .collect();
                let head = format!("{:>digits$} {name}", at + 1);
                writeln!(
                    out,
                    "{}",
                    format!("{head:<left$}{}", row.concat()).trim_end()
                )?;
            }
        }
        Ok(())
    }

    /// As JSON.
    ///
    /// # Errors
    /// Those of writing.
    pub fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        escape::write_json(out, self)
    }

    /// One pair a line.
    ///
    /// # Errors
    /// Those of writing.
    pub fn jsonl(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.pairs
            .iter()
            .try_for_each(|pair| escape::write_json_line(out, pair))
    }

    /// One pair a row.
    ///
    /// # Errors
    /// Those of writing.
    pub fn csv(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.table().csv(out)
    }

    /// One pair a row.
    ///
    /// # Errors
    /// Those of writing.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.table().markdown(out)
    }

    fn table(&self) -> Table {
        let rows = self.pairs.iter().map(|pair| {
            [
                pair.from,
                pair.to,
                pair.family,
                pair.forward,
                pair.back,
                pair.verdict,
            ]
            .map(str::to_owned)
            .to_vec()
        });
        Table {
            head: ["from", "to", "family", "forward", "return", "verdict"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
            ..Table::default()
        }
    }
}
