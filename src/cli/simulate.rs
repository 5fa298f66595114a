//! `netvet simulate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::Choices;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::Time;
use crate::app::simulate::{SimulateOptions, simulate, write_json, write_text};
use crate::report::Problem;
use crate::settings::Choice;

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
pub enum SimulateFormat {
    /// For people.
    Text,
    /// One document.
    Json,
}

/// Runs a scenario.
///
/// # Errors
/// If the scenario is wrong, or the trace cannot be written.
pub fn run(args: &SimulateArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let choices = &args.choices;
    let run = Run::of(choices, std::slice::from_ref(&args.scenario), terminal)?;
    let settings = run.settings(&Choice::default())?;
    let (read, mut loaded) = run.load_scenario(choices, &args.scenario);
    let mut problems = loaded.problems();
    let Some(read) = read else {
        if problems.is_empty() {
            let path = args.scenario.display();
            let problem = Problem::new(format!("{path} is no scenario"))
                .help("a scenario begins with `scenario:` and has a list of `steps`");
            problems.push(problem);
        }
        run.complain(&problems);
        return Ok(Status::Usage);
    };
    if run.complain(&problems) {
        return Ok(Status::Usage);
    }
    let options = SimulateOptions {
        settings: &settings,
        profiles: &run.profiles,
        provider: choices.provider.map(super::args::ProviderName::id),
        as_of: choices.as_of.map(|time| Time(time.as_second())),
        progress: &run,
    };
    let trace = match simulate(read, &mut loaded, &options, |_, _, _| {}) {
        Ok(trace) => trace,
        Err(mistakes) => {
            run.complain(&mistakes);
            return Ok(Status::Usage);
        }
    };
    write_result(terminal, choices.output.as_deref(), |style, out| {
        let style = crate::report::Style {
            quiet: choices.quiet,
            ..*style
        };
        match args.format {
            SimulateFormat::Text => write_text(&trace, &style, out),
            SimulateFormat::Json => write_json(&trace, out),
        }
    })?;
    run.finish();
    Ok(if trace.holds() {
        Status::Clean
    } else {
        Status::Findings
    })
}
