//! `netvet diff`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::{Choices, PlainFormat, Reading, time};
use super::choose::RuleChoices;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::Time;
use crate::app::diff::{Compare, DiffOptions, diff};
use crate::report::{Problem, Style};
use crate::settings::Written;

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
    /// Which rules run.
    #[command(flatten)]
    pub rules: RuleChoices,
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
    let mut run = Run::new(&new, terminal)?;
    run.keeps(&args.old);
    let settings = run.settings(&args.rules.choice())?;
    let fail_on = args.rules.fail_on(&settings);
    let earlier = run.load(&old);
    let later = run.load(&new);
    for loaded in [&earlier, &later] {
        run.spare(loaded, args.choices.output.as_deref())?;
    }
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
    Ok(Status::of(faulty, fails))
}
