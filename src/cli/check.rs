//! `netvet check`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::args::Reading;
use super::choose::{FailOn, RuleChoices};
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::{Written as WrittenReport, write_file, write_reports, write_result};
use super::terminal::Terminal;
use crate::app::Time;
use crate::app::check::{self as app, CheckOptions, Most};
use crate::app::progress::Progress;
use crate::app::settings::table;
use crate::app::simulate::{SimulateOptions, run_plan};
use crate::report::{FORMATS, Format, Report, Style, format, github, summary};
use crate::settings::{Choice, Settings, baseline, show};

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
    /// Which rules run.
    #[command(flatten)]
    pub rules: RuleChoices,
    /// Findings accepted earlier, which do not count.
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub baseline: Option<PathBuf>,
    /// Write the findings of this run as the accepted ones.
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub write_baseline: Option<PathBuf>,
    /// List at most so many findings of one rule and severity; all are counted. 0 lists all [default: all errors, 10000 of the rest]
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub max_findings_per_rule: Option<usize>,
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
    let choice = args.rules.choice();
    let settings = run.settings(&choice)?;
    if args.show_settings {
        return show_settings(args, &settings, &choice, terminal);
    }
    let baseline = match &args.baseline {
        Some(path) => Some(run.baseline(path)?),
        None => None,
    };
    let fail_on = args.rules.fail_on(&settings);
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
    // The accepted findings may be written anew, but no report over them.
    run.spare(&loaded, args.write_baseline.as_deref())?;
    args.baseline.iter().for_each(|path| run.keeps(path));
    let reports = args.write.iter().map(|written| written.path.as_path());
    let result = args.reading.choices.output.as_deref();
    run.spare(&loaded, reports.chain(result))?;
    let mut report = app::check(
        loaded,
        &CheckOptions {
            settings: &settings,
            baseline: baseline.as_ref(),
            fail_on,
            show_ignored: args.show_ignored,
            most: match args.max_findings_per_rule {
                None => Most::Usual,
                Some(0) => Most::All,
                Some(most) => Most::Only(most),
            },
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
    report.base = std::env::current_dir()
        .ok()
        .map(|path| path.to_string_lossy().into_owned());
    run.phase("reporting", 1);
    if let Some(path) = &args.write_baseline {
        write_baseline(path, &report, terminal)?;
    }
    let status = finish(args, &report, terminal)?;
    run.finish();
    Ok(status)
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
            fail_on: args.rules.fail_on.map(FailOn::severity),
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
    write_file(path, |out| baseline::write(report.findings(), out))
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
    // Formats for programs have no room for a remark.
    let silent = !args.format.terminal || args.statistics;
    for line in summary::unlisted_lines(report) {
        if (silent || !args.write.is_empty()) && !choices.quiet {
            terminal.remark(&line);
        }
    }
    let limit = (args.format.name == "github")
        .then(|| github::limit(report))
        .flatten();
    if let Some(limit) = limit.filter(|_| !choices.quiet) {
        terminal.remark(&limit);
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

/// How a run with this report ends.
#[must_use]
pub fn status(report: &Report) -> Status {
    match report.exit_status() {
        0 => Status::Clean,
        1 => Status::Findings,
        2 => Status::Usage,
        _ => Status::Internal,
    }
}
