//! `netvet reach`.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::args::Reading;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::load::Loaded;
use crate::app::progress::Progress as _;
use crate::app::reach::{self, AnswersJson, Query, Routing, State};
use crate::report::{Place, Problem};

/// Options of `reach`.
#[derive(Args, Debug)]
#[group(id = "question", required = true, multiple = true, args = ["from", "queries", "matrix"])]
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
    /// Many queries: CSV with the header `from,to` or `from,to,family`; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "matrix")]
    pub queries: Option<PathBuf>,
    /// All pairs of networks and sites.
    #[arg(long)]
    pub matrix: bool,
    /// Also pairs between which nothing arrives.
    #[arg(long, requires = "matrix")]
    pub all_pairs: bool,
    /// Explain every hop: table, candidates, winner, deciding rule, and the place in the file.
    #[arg(long, conflicts_with = "matrix")]
    pub path: bool,
    /// What the answer must be; otherwise the exit status is 1.
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "matrix")]
    pub expect: Option<Expected>,
    /// The address family of queries that do not say.
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

impl From<FamilyName> for crate::app::Family {
    fn from(name: FamilyName) -> Self {
        match name {
            FamilyName::Ipv4 => Self::Ipv4,
            FamilyName::Ipv6 => Self::Ipv6,
        }
    }
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

/// Queries, and where each stands if it was read from a file.
struct Questions {
    queries: Vec<Query>,
    file: Option<(String, Vec<usize>)>,
}

/// Answers what the options ask.
///
/// # Errors
/// If a query or an element does not exist, or the answers cannot be written.
pub fn run(args: &ReachArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let mut run = Run::new(&args.reading, terminal)?;
    if let Some(file) = &args.queries {
        run.owns(file);
        run.keeps(file);
    }
    let questions = questions(args)?;
    let loaded = run.load(&args.reading);
    run.spare(&loaded, args.reading.choices.output.as_deref())?;
    let faulty = run.complain(&loaded.problems());
    run.phase("routing", 1);
    let routing = reach::routing(&loaded.design, &run.profiles);
    run.step();
    let elements = reach::failed(&routing, &args.failed)
        .map_err(|error| Failure::from(Problem::new(format!("--failed: {error}")).help(LISTED)))?;
    run.phase("following", 1);
    let state = State::with_failed(&routing, &elements);
    let held = if args.matrix {
        matrix(args, terminal, &routing, &state)?;
        true
    } else {
        answers(args, terminal, &loaded, (&routing, &state), &questions)?
    };
    run.step();
    run.finish();
    Ok(Status::of(faulty, !held))
}

/// Where names are to be found.
pub(super) const LISTED: &str =
    "write a native id, a name, or kind/name; `netvet inventory` counts what was read";

fn questions(args: &ReachArgs) -> Result<Questions, Failure> {
    let family = args.family.map(Into::into);
    if let (Some(from), Some(to)) = (&args.from, &args.to) {
        let query = Query {
            from: from.clone(),
            to: to.clone(),
            family,
        };
        return Ok(Questions {
            queries: vec![query],
            file: None,
        });
    }
    let Some(path) = &args.queries else {
        return Ok(Questions {
            queries: Vec::new(),
            file: None,
        });
    };
    let text = read(path, &args.reading.paths)?;
    let placed = reach::placed_queries(&text)
        .map_err(|error| Failure::from(Problem::new(format!("{}: {error}", path.display()))))?;
    let lines = placed.iter().map(|(line, _)| *line).collect();
    let queries = placed.into_iter().map(|(_, mut query)| {
        query.family = query.family.or(family);
        query
    });
    Ok(Questions {
        queries: queries.collect(),
        file: Some((path.display().to_string(), lines)),
    })
}

fn read(path: &Path, inputs: &[PathBuf]) -> Result<String, Failure> {
    let dash = Path::new("-");
    let bytes = if path == dash {
        if inputs.iter().any(|input| input == dash) {
            return Err(
                Problem::new("standard input cannot be both design and queries")
                    .help("give one of them as a file")
                    .into(),
            );
        }
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| {
        Failure::from(Problem::new(format!(
            "cannot read {}: {error}",
            path.display()
        )))
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Problem::new(format!("{} is not text in UTF-8", path.display()))
            .help("expected CSV with the header `from,to` or `from,to,family`")
            .into()
    })
}

fn matrix(
    args: &ReachArgs,
    terminal: &Terminal,
    routing: &Routing,
    state: &State,
) -> Result<(), Failure> {
    let matrix = reach::matrix(routing, state, args.all_pairs, args.family.map(Into::into));
    let output = args.reading.choices.output.as_deref();
    write_result(terminal, output, |style, out| match args.format {
        ReachFormat::Text => matrix.text(style, out),
        ReachFormat::Json => matrix.json(out),
        ReachFormat::Jsonl => matrix.jsonl(out),
        ReachFormat::Csv => matrix.csv(out),
        ReachFormat::Markdown => matrix.markdown(out),
    })
}

/// Prints answers; whether they are as expected.
fn answers(
    args: &ReachArgs,
    terminal: &Terminal,
    loaded: &Loaded,
    (routing, state): (&Routing, &State),
    questions: &Questions,
) -> Result<bool, Failure> {
    let answers =
        reach::answer_all(routing, state, &questions.queries, args.path).map_err(|wrong| {
            for (at, error) in wrong {
                let mut problem = Problem::new(error.to_string()).help(LISTED);
                if let Some((path, lines)) = &questions.file {
                    let line = lines.get(at).copied().unwrap_or(1);
                    problem.place = Some(Place {
                        path: path.clone(),
                        line,
                        column: 1,
                        end_line: line,
                        end_column: 1,
                        ..Place::default()
                    });
                }
                terminal.problem(&problem);
            }
            Failure::Shown
        })?;
    let answers = AnswersJson {
        format: 1,
        answers,
        control_plane: reach::control_plane(routing, state),
    };
    let output = args.reading.choices.output.as_deref();
    write_result(terminal, output, |style, out| match args.format {
        ReachFormat::Text => answers.text(style, &loaded.sources, out),
        ReachFormat::Json => answers.json(out),
        ReachFormat::Jsonl => answers.jsonl(out),
        ReachFormat::Csv => answers.csv(out),
        ReachFormat::Markdown => answers.markdown(&loaded.sources, out),
    })?;
    let Some(expected) = args.expect else {
        return Ok(true);
    };
    let mut held = true;
    for answer in &answers.answers {
        let (holds, word) = match expected {
            Expected::Delivered => (answer.is_delivered(), "delivered"),
            Expected::NotDelivered => (answer.is_not_delivered(), "not-delivered"),
        };
        if !holds {
            held = false;
            if !args.reading.choices.quiet {
                terminal.remark(&crate::report::escape::line(&format!(
                    "expected {word} from {} to {}, found {}",
                    answer.from, answer.to, answer.forward
                )));
            }
        }
    }
    Ok(held)
}
