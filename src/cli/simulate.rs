//! `netvet simulate`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Choices;
use super::exit::{Failure, Status};
use super::load::{Kept, Run};
use super::output::{write_file, write_result};
use super::terminal::Terminal;
use crate::app::draw::{Request, draw};
use crate::app::simulate::{
    SimulateOptions, simulate, write_json, write_junit, write_markdown, write_text,
};
use crate::app::{Design, Time};
use crate::diagram;
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
    /// Draw the design in the beginning and after every step: SVG files in this directory.
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub diagram_each: Option<PathBuf>,
}

/// The formats of `simulate`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum SimulateFormat {
    /// For people.
    Text,
    /// One document.
    Json,
    /// For wikis and comments.
    Markdown,
    /// A case for every step and expectation.
    Junit,
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
    let kept = run.read(&loaded);
    kept.spare(choices.output.as_deref())?;
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
    let mut pictures = Pictures::new(args.diagram_each.as_deref(), kept)?;
    let each = |step: usize, title: &str, design: &Design| pictures.draw(step, title, design);
    let trace = match simulate(read, &mut loaded, &options, each) {
        Ok(trace) => trace,
        Err(mistakes) => {
            run.complain(&mistakes);
            return Ok(Status::Usage);
        }
    };
    pictures.finish()?;
    write_result(terminal, choices.output.as_deref(), |style, out| {
        let style = crate::report::Style {
            quiet: choices.quiet,
            ..*style
        };
        match args.format {
            SimulateFormat::Text => write_text(&trace, &style, out),
            SimulateFormat::Json => write_json(&trace, out),
            SimulateFormat::Markdown => write_markdown(&trace, out),
            SimulateFormat::Junit => write_junit(&trace, out),
        }
    })?;
    run.finish();
    Ok(Status::of(false, !trace.holds()))
}

/// Pictures of the design, one a step, if they are wanted.
struct Pictures<'a> {
    folder: Option<&'a Path>,
    kept: Kept,
    failed: Option<Failure>,
}

impl<'a> Pictures<'a> {
    fn new(folder: Option<&'a Path>, kept: Kept) -> Result<Self, Failure> {
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        }
        let failed = None;
        Ok(Self {
            folder,
            kept,
            failed,
        })
    }

    /// Draws a step. After the first failure nothing more is drawn.
    fn draw(&mut self, step: usize, title: &str, design: &Design) {
        let Some(folder) = self.folder.filter(|_| self.failed.is_none()) else {
            return;
        };
        let Some(format) = diagram::format("svg") else {
            return;
        };
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        };
        let title: String = title.chars().map(plain).collect();
        let path = folder.join(format!("{step:03}-{title}.svg"));
        let drawn = draw(design, &[], &Request::new(format))
            .map_err(|error| Failure::from(Problem::new(error.to_string())))
            .and_then(|drawing| self.kept.spare([path.as_path()]).map(|()| drawing))
            .and_then(|drawing| write_file(&path, |out| out.write_all(&drawing.bytes)));
        self.failed = drawn.err();
    }

    fn finish(self) -> Result<(), Failure> {
        self.failed.map_or(Ok(()), Err)
    }
}
