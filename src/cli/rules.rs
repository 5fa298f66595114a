//! `netvet rules`.

use clap::{Args, ValueEnum};

use super::args::ProviderName;
use super::exit::{Failure, Status};
use super::terminal::Terminal;
use crate::app::{PROFILES, Profiles, catalogue, states};
use crate::report::escape;

/// Options of `rules`.
#[derive(Args, Debug)]
pub struct RulesArgs {
    /// How to print the list.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RulesFormat::Table)]
    pub format: RulesFormat,
    /// List the states of elements and what leads from one to the next instead of the rules.
    #[arg(long)]
    pub states: bool,
    /// Only the states of this provider.
    #[arg(long, value_enum, value_name = "NAME", requires = "states")]
    pub provider: Option<ProviderName>,
}

/// The formats of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum RulesFormat {
    /// Columns.
    Table,
    /// One document, with all texts.
    Json,
    /// A table for a page.
    Markdown,
}

/// Lists every rule.
///
/// # Errors
/// If the list cannot be printed.
pub fn run(args: &RulesArgs, terminal: &Terminal) -> Result<Status, Failure> {
    if args.states {
        return print_states(args, terminal);
    }
    let rules = catalogue::all();
    terminal.print(|out| match args.format {
        RulesFormat::Table => catalogue::table(&rules).text(out),
        RulesFormat::Json => escape::write_json(out, &catalogue::json(&rules)),
        RulesFormat::Markdown => catalogue::table(&rules).markdown(out),
    })?;
    Ok(Status::Clean)
}

fn print_states(args: &RulesArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let profiles = Profiles::new(PROFILES);
    let machines = states::machines(&profiles, args.provider.map(ProviderName::id));
    terminal.print(|out| {
        if args.format == RulesFormat::Json {
            return escape::write_json(out, &states::json(&machines));
        }
        for (at, table) in states::tables(&machines).iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            match args.format {
                RulesFormat::Markdown => table.markdown(out)?,
                _ => table.text(out)?,
            }
        }
        Ok(())
    })?;
    Ok(Status::Clean)
}
