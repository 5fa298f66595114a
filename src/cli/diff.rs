//! `netvet diff`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::{Choices, PlainFormat, Reading, time};
use super::check::FailOn;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::Time;
use crate::app::diff::{Compare, DiffOptions, diff};
use crate::finding::Severity;
use crate::report::{Problem, Style};
use crate::settings::{Choice, Written};

/// Options of `diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The earlier snapshot: a file or a directory.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The later snapshot.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How they are read; `--as-of` is the time of the later one.
    #[command(flatten)]
    pub choices: Choices,
    /// When the earlier snapshot was taken, RFC 3339 [default: the latest time that it carries]
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Input")]
    pub old_as_of: Option<jiff::Timestamp>,
    /// Whether to compare what arrives between networks and sites; `auto`: unless there are several hundred.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto, help_heading = "Running")]
    pub reachability: When,
    /// Run only these rules: names, codes, or beginnings of codes.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub select: Vec<String>,
    /// Do not run these rules.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub ignore: Vec<String>,
    /// The lowest severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Rules")]
    pub fail_on: Option<FailOn>,
    /// How to print the difference.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PlainFormat::Text, help_heading = "Output")]
    pub format: PlainFormat,
}

/// The option `--reachability`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum When {
    /// Unless there are several hundred networks and sites.
    Auto,
    /// Whatever it costs.
    Always,
    /// Not at all.
    Never,
}

impl From<When> for Compare {
    fn from(when: When) -> Self {
        match when {
            When::Auto => Compare::Auto,
            When::Always => Compare::Always,
            When::Never => Compare::Never,
        }
    }
}

/// Compares two snapshots.
///
/// # Errors
/// If a snapshot is missing or the result cannot be written.
pub fn run(args: &DiffArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let reading = |path: &Path| Reading {
        paths: vec![path.to_owned()],
        choices: args.choices.clone(),
    };
    let (old, new) = (reading(&args.old), reading(&args.new));
    let run = Run::new(&new, terminal)?;
    let settings = run.settings(&Choice {
        select: (!args.select.is_empty()).then(|| args.select.clone()),
        ignore: args.ignore.clone(),
        ..Choice::default()
    })?;
    let chosen = settings.written().and_then(Written::fail_on);
    let fail_on = match args.fail_on {
        Some(level) => level.severity(),
        None => chosen.unwrap_or(Some(Severity::Error)),
    };
    let earlier = run.load(&old);
    let later = run.load(&new);
    let mut problems = earlier.problems();
    problems.extend(later.problems());
    let faulty = run.complain(&problems);
    let seconds = |time: jiff::Timestamp| Time(time.as_second());
    let as_of = args.choices.as_of.map(seconds);
    let difference = diff(
        earlier,
        later,
        &DiffOptions {
            old_as_of: args.old_as_of.map(seconds),
            as_of: as_of.or_else(|| settings.written().and_then(Written::as_of)),
            reachability: args.reachability.into(),
            settings: &settings,
            fail_on,
            limits: &run.limits,
            profiles: &run.profiles,
            progress: &run,
        },
    )
    .map_err(|error| {
        Problem::new(error.to_string()).help(
            "give the earlier snapshot first, or say the times with `--old-as-of` and `--as-of`",
        )
    })?;
    let choices = &args.choices;
    write_result(
        terminal,
        choices.output.as_deref(),
        |style, out| match args.format {
            PlainFormat::Text => difference.text(
                &Style {
                    quiet: choices.quiet,
                    ..*style
                },
                out,
            ),
            PlainFormat::Json => difference.json(out),
            PlainFormat::Markdown => difference.markdown(out),
        },
    )?;
    let fails = difference.report.fails();
    run.finish();
    Ok(if faulty {
        Status::Usage
    } else if fails {
        Status::Findings
    } else {
        Status::Clean
    })
}
