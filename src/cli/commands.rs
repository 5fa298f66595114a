//! Arguments of commands whose parts are not built in yet; none of them is offered.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{Choices, Reading};

/// Options of `reach`.
#[derive(Args, Debug)]
pub struct ReachArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
    /// A network, a subnet, a site, or an address of a subnet (`10.0.0.5`, `prod@10.0.0.5`).
    #[arg(long, value_name = "X", requires = "to", conflicts_with_all = ["queries", "matrix"])]
    pub from: Option<String>,
    /// The same, or a CIDR, or `internet`.
    #[arg(long, value_name = "Y", requires = "from", conflicts_with_all = ["queries", "matrix"])]
    pub to: Option<String>,
    /// Many queries: CSV with the header `from,to` or `from,to,family`.
    #[arg(long, value_name = "FILE", conflicts_with = "matrix")]
    pub queries: Option<PathBuf>,
    /// All pairs of networks and sites.
    #[arg(long)]
    pub matrix: bool,
    /// Also pairs between which nothing arrives.
    #[arg(long, requires = "matrix")]
    pub all_pairs: bool,
    /// Explain every hop: table, candidates, winner, deciding rule.
    #[arg(long)]
    pub path: bool,
    /// What the answer must be; otherwise the exit status is 1.
    #[arg(long, value_enum, value_name = "WHAT", requires = "from")]
    pub expect: Option<Expected>,
    /// The address family.
    #[arg(long, value_enum, value_name = "FAMILY")]
    pub family: Option<FamilyName>,
    /// Answer as if this element had failed; may be given several times.
    #[arg(long, value_name = "REF")]
    pub failed: Vec<String>,
    /// How to print the answers.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReachFormat::Text)]
    pub format: ReachFormat,
}

/// The option `--expect`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Expected {
    /// Everything arrives.
    Delivered,
    /// Nothing arrives.
    NotDelivered,
}

/// An address family.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FamilyName {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
}

/// The formats of `reach`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ReachFormat {
    Text,
    Json,
    Jsonl,
    Csv,
    Markdown,
}

/// Options of `failures`.
#[derive(Args, Debug)]
pub struct FailuresArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
    /// How many elements fail at once.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    pub k: u8,
    /// Which kinds of element fail, or single elements as `kind/name` [default: all but associations and gateways]
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub of: Vec<String>,
    /// How to print the sweep.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FailuresFormat::Text)]
    pub format: FailuresFormat,
}

/// The formats of `failures`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FailuresFormat {
    Text,
    Json,
    Csv,
    Markdown,
}

/// The formats of `inventory` and `diff`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PlainFormat {
    Text,
    Json,
    Markdown,
}

/// Options of `simulate`.
#[derive(Args, Debug)]
pub struct SimulateArgs {
    /// The scenario, or `-` for standard input.
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// How it is read.
    #[command(flatten)]
    pub choices: Choices,
    /// How to print the trace.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = SimulateFormat::Text)]
    pub format: SimulateFormat,
}

/// The formats of `simulate`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SimulateFormat {
    Text,
    Json,
    Markdown,
    Junit,
}

/// Options of `diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The earlier snapshot: a file or a directory.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The later snapshot.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How it is read.
    #[command(flatten)]
    pub choices: Choices,
    /// When the earlier snapshot was taken, RFC 3339 [default: the latest time that it carries]
    #[arg(long, value_name = "TIME", help_heading = "Input")]
    pub old_as_of: Option<jiff::Timestamp>,
    /// How to print the difference.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

/// Options of `convert`.
#[derive(Args, Debug)]
pub struct ConvertArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command};

    use super::*;
    use crate::cli::check::CheckArgs;
    use crate::cli::redact::RedactArgs;

    #[test]
    fn options_are_consistent() {
        fn asserted<A: Args>(name: &'static str) {
            A::augment_args(Command::new(name)).debug_assert();
        }
        asserted::<CheckArgs>("check");
        asserted::<ReachArgs>("reach");
        asserted::<FailuresArgs>("failures");
        asserted::<SimulateArgs>("simulate");
        asserted::<DiffArgs>("diff");
        asserted::<ConvertArgs>("convert");
        asserted::<RedactArgs>("redact");
    }
}
