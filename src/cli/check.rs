//! `netvet check`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::args::Reading;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::{Written as WrittenReport, write_file, write_reports, write_result};
use super::terminal::Terminal;
use crate::app::Time;
use crate::app::check::{self as app, CheckOptions};
use crate::app::progress::Progress;
use crate::app::settings::table;
use crate::app::simulate::{SimulateOptions, run_plan};
use crate::finding::Severity;
use crate::report::{FORMATS, Format, Report, Style, format, summary};
use crate::settings::{Choice, Settings, Written, baseline, show};

/// Options of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
    /// How to print the findings.
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = formats(), help_heading = "Output")]
    pub format: &'static Format,
    /// Write a further report of the same run to a file; may be given several times.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = written, help_heading = "Output")]
    pub write: Vec<WrittenReport>,
    /// Run only these rules: names, codes, or beginnings of codes.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub select: Vec<String>,
    /// Run these rules too.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub extend_select: Vec<String>,
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
    /// Findings accepted earlier, which do not count.
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub baseline: Option<PathBuf>,
    /// Write the findings of this run as the accepted ones.
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub write_baseline: Option<PathBuf>,
    /// Also show findings that exceptions or the baseline cover.
    #[arg(long, help_heading = "Output")]
    pub show_ignored: bool,
    /// Show how often each rule was found instead of the findings; beside a report for programs, on standard error.
    #[arg(long, help_heading = "Output")]
    pub statistics: bool,
    /// Show the settings in force and where each comes from, and check nothing.
    #[arg(long, help_heading = "Output")]
    pub show_settings: bool,
    /// Run the `plan:` of the design and report the steps that would be refused.
    #[arg(long, help_heading = "Rules")]
    pub simulate_plan: bool,
}

/// The option `--fail-on`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Every finding.
    Info,
    /// None.
    Never,
}

impl FailOn {
    /// The severity; `None` if no finding fails the run.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(
        FORMATS
            .iter()
            .map(|format| PossibleValue::new(format.name).help(format.about)),
    )
    .try_map(|name| format(&name).ok_or_else(|| unknown_format(&name)))
}

fn unknown_format(name: &str) -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    format!(
        "there is no format `{name}`; it is one of {}",
        names.join(", ")
    )
}

fn written(text: &str) -> Result<WrittenReport, String> {
    let (name, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or("expected a format, `=` and a file, for example sarif=netvet.sarif")?;
    Ok(WrittenReport {
        format: format(name).ok_or_else(|| unknown_format(name))?,
        path: PathBuf::from(path),
    })
}

/// Checks what the options name.
///
/// # Errors
/// If the options contradict each other or a report cannot be written.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let mut run = Run::new(&args.reading, terminal)?;
    for path in args.baseline.iter().chain(&args.write_baseline) {
        run.owns(path);
    }
    let choice = choice(args);
    let settings = run.settings(&choice)?;
    if args.show_settings {
        return show_settings(args, &settings, &choice, terminal);
    }
    let baseline = match &args.baseline {
        Some(path) => Some(run.baseline(path)?),
        None => None,
    };
    let chosen = settings.written().and_then(Written::fail_on);
    let fail_on = match args.fail_on {
        Some(level) => level.severity(),
        None => chosen.unwrap_or(Some(Severity::Error)),
    };
    let mut loaded = run.load(&args.reading);
    if args.simulate_plan {
        let choices = &args.reading.choices;
        run_plan(
            &mut loaded,
            &SimulateOptions {
                settings: &settings,
                profiles: &run.profiles,
                provider: choices.provider.map(super::args::ProviderName::id),
                as_of: None,
                progress: &run,
            },
        );
    }
    let checked = app::check(
        loaded,
        &CheckOptions {
            settings: &settings,
            baseline: baseline.as_ref(),
            fail_on,
            show_ignored: args.show_ignored,
            picture: args.format.wants_picture()
                || args
                    .write
                    .iter()
                    .any(|written| written.format.wants_picture()),
            limits: &run.limits,
            profiles: &run.profiles,
            progress: &run,
        },
    );
    run.phase("reporting", 1);
    if let Some(path) = &args.write_baseline {
        write_baseline(path, &checked.report, terminal)?;
    }
    let status = finish(args, &checked.report, terminal)?;
    run.finish();
    Ok(if checked.broken {
        Status::Internal
    } else {
        status
    })
}

/// What the command line chooses among the rules.
fn choice(args: &CheckArgs) -> Choice {
    Choice {
        select: (!args.select.is_empty()).then(|| args.select.clone()),
        extend_select: args.extend_select.clone(),
        ignore: args.ignore.clone(),
        severities: Vec::new(),
    }
}

fn show_settings(
    args: &CheckArgs,
    settings: &Settings,
    choice: &Choice,
    terminal: &Terminal,
) -> Result<Status, Failure> {
    let choices = &args.reading.choices;
    let rows = show::rows(
        settings,
        &show::Options {
            choice,
            fail_on: args.fail_on.map(FailOn::severity),
            as_of: choices.as_of.map(|time| Time(time.as_second())),
        },
    );
    let table = table(rows);
    write_result(terminal, choices.output.as_deref(), |_, out| {
        table.text(out)
    })?;
    Ok(Status::Clean)
}

/// Writes the findings of a run as accepted. After an input that could not be read they are not all there.
fn write_baseline(path: &Path, report: &Report, terminal: &Terminal) -> Result<(), Failure> {
    if !report.problems.is_empty() {
        terminal.remark(&format!(
            "{} was not written, because some input could not be used",
            path.display()
        ));
        return Ok(());
    }
    let findings = report.items.iter().map(|item| &item.finding);
    write_file(path, |out| baseline::write(findings, out))
}

/// Writes the reports of a run and says how it ended.
///
/// # Errors
/// If a report cannot be written.
pub fn finish(args: &CheckArgs, report: &Report, terminal: &Terminal) -> Result<Status, Failure> {
    for problem in &report.problems {
        terminal.problem_in(report, problem);
    }
    let choices = &args.reading.choices;
    let written = write_reports(
        terminal,
        report,
        &args.write,
        choices.output.as_deref(),
        choices.quiet,
        |style, out| main_report(args, report, style, out),
    );
    if args.statistics && !args.format.terminal && !choices.quiet {
        let mut text = Vec::new();
        // Writing to memory cannot fail.
        let _ = summary::statistics(report).text(&mut text);
        terminal.remark(String::from_utf8_lossy(&text).trim_end());
    }
    match written {
        // The status tells what was found, whether or not anybody reads on.
        Ok(()) | Err(Failure::BrokenPipe) => Ok(status(report)),
        Err(failure) => Err(failure),
    }
}

fn main_report(
    args: &CheckArgs,
    report: &Report,
    style: &Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    if !(args.statistics && args.format.terminal) {
        return (args.format.write)(report, style, out);
    }
    let table = summary::statistics(report);
    if !table.rows.is_empty() {
        table.text(out)?;
    }
    if style.quiet {
        return Ok(());
    }
    writeln!(out, "{}", summary::closing_line(report))
}

/// How a run with this report ends; the format has no part in it.
#[must_use]
pub fn status(report: &Report) -> Status {
    if !report.problems.is_empty() {
        Status::Usage
    } else if report.fails() {
        Status::Findings
    } else {
        Status::Clean
    }
}
