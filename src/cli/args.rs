//! What all commands share: the list of commands, and the options of those that read a design.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{
    check, completions, convert, diagram, diff, explain, failures, generate, inventory, man, reach,
    redact, rules, schema, simulate,
};

/// Mistakes look like findings.
const STYLES: clap::builder::Styles = clap::builder::Styles::styled().error(
    anstyle::AnsiColor::BrightRed
        .on_default()
        .effects(anstyle::Effects::BOLD),
);

/// Offline validator and topology simulator for cloud networks.
#[derive(Parser, Debug)]
#[command(name = "netvet", version, styles = STYLES, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 nothing at or above the fail level; 1 findings or failed expectations; \
                  2 wrong use or unreadable input; 3 internal error."
)]
pub struct Cli {
    /// When to use colours; `auto` also looks at NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub color: Colour,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands that work.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check exports and designs.
    Check(check::CheckArgs),
    /// Say what was read: elements, what is not modelled, references that leave the input.
    Inventory(inventory::InventoryArgs),
    /// Draw the topology.
    Diagram(diagram::DiagramArgs),
    /// Say who reaches whom: one query, many, or all pairs.
    Reach(reach::ReachArgs),
    /// Fail every element in turn: what breaks, single points of failure, resiliency.
    Failures(failures::FailuresArgs),
    /// Compare two snapshots: what changed, and which state changes nothing explains.
    Diff(diff::DiffArgs),
    /// Write exports and designs as one design file that gives the same model.
    Convert(convert::ConvertArgs),
    /// Run a scenario: operations, events and time applied to a design, with expectations.
    Simulate(simulate::SimulateArgs),
    /// Write copies of exports without secrets and with other account ids.
    Redact(redact::RedactArgs),
    /// Write a synthetic export.
    Generate(generate::GenerateArgs),
    /// List every rule.
    Rules(rules::RulesArgs),
    /// Explain one rule: why, what to do, examples, references.
    Explain(explain::ExplainArgs),
    /// Print the JSON schema of a format.
    Schema(schema::SchemaArgs),
    /// Print completions for a shell.
    Completions(completions::CompletionsArgs),
    /// Print the manual page.
    Man(man::ManArgs),
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Colour {
    /// As the environment says, else on terminals.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Nowhere.
    Never,
}

impl From<Colour> for clap::ColorChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => clap::ColorChoice::Auto,
            Colour::Always => clap::ColorChoice::Always,
            Colour::Never => clap::ColorChoice::Never,
        }
    }
}

/// The colour option of arguments that may be wrong otherwise.
#[must_use]
pub fn colour_of(arguments: &[OsString]) -> Colour {
    let words: Vec<_> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let mut found = Colour::Auto;
    for (at, word) in words.iter().enumerate() {
        if *word == "--" {
            break;
        }
        let value = match word.strip_prefix("--color") {
            Some("") => words.get(at + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        if let Some(colour) = value.and_then(|value| Colour::from_str(value, false).ok()) {
            found = colour;
        }
    }
    found
}

/// A provider profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ProviderName {
    /// Amazon Web Services.
    Aws,
    /// Outscale.
    Outscale,
    /// Huawei Cloud.
    Huawei,
    /// Open Telekom Cloud.
    Otc,
}

impl ProviderName {
    /// Its id.
    #[must_use]
    pub const fn id(self) -> crate::app::ProviderId {
        crate::app::ProviderId(self.word())
    }

    /// Its word in designs and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ProviderName::Aws => "aws",
            ProviderName::Outscale => "outscale",
            ProviderName::Huawei => "huawei",
            ProviderName::Otc => "otc",
        }
    }
}

/// What a command reads, and what is known about it.
#[derive(Args, Clone, Debug, Default)]
pub struct Reading {
    /// Files, directories, or `-` for standard input; together they are one design [default: the current directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How it is read.
    #[command(flatten)]
    pub choices: Choices,
}

/// The options of every command that reads a design.
#[derive(Args, Clone, Debug, Default)]
pub struct Choices {
    /// The account of documents that do not name theirs.
    #[arg(long, value_name = "ID", help_heading = "Input")]
    pub account: Option<String>,
    /// The region of documents that do not name theirs.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub region: Option<String>,
    /// The provider of documents that several could have written.
    #[arg(long, value_enum, value_name = "NAME", help_heading = "Input")]
    pub provider: Option<ProviderName>,
    /// The clock of rules about expiry, RFC 3339 [default: the latest time that the inputs carry, else now]
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Input")]
    pub as_of: Option<jiff::Timestamp>,
    /// The settings file [default: `netvet.toml` in the directory of the first path or above]
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "no_settings",
        help_heading = "Input"
    )]
    pub settings: Option<PathBuf>,
    /// Read no settings file.
    #[arg(long, help_heading = "Input")]
    pub no_settings: bool,
    /// The largest input file after unpacking, in bytes or with K, M or G; larger ones are refused [default and most: 4G]
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Input")]
    pub max_file_size: Option<u64>,
    /// How many threads work [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Running")]
    pub threads: Option<u16>,
    /// Say nothing but the result and errors.
    #[arg(short, long, help_heading = "Running")]
    pub quiet: bool,
    /// Say on standard error how long each part took.
    #[arg(long, help_heading = "Running")]
    pub timings: bool,
    /// Write to this file, as a whole or not at all, instead of standard output.
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
}

/// The formats of commands that print for people, programs and comments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PlainFormat {
    Text,
    Json,
    Markdown,
}

/// A number of bytes; K, M and G are powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (text.get(..at), 1 << 10),
        Some((at, 'm' | 'M')) => (text.get(..at), 1 << 20),
        Some((at, 'g' | 'G')) => (text.get(..at), 1 << 30),
        _ => (Some(text), 1),
    };
    digits
        .and_then(|digits| digits.parse::<u64>().ok())
        .and_then(|number| number.checked_mul(unit))
        .filter(|size| *size > 0)
        .ok_or_else(|| "expected a number of bytes, for example 500M".to_owned())
}

pub(super) fn time(text: &str) -> Result<jiff::Timestamp, String> {
    text.parse()
        .map_err(|_| "expected a time with its zone, for example 2026-01-31T12:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn options_are_consistent() {
        Cli::command().debug_assert();
    }
}
