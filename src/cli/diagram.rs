//! `netvet diagram`.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::args::{ProviderName, Reading};
use super::exit::{Failure, Status};
use super::graphviz;
use super::load::Run;
use super::output::write_result;
use super::reach::LISTED;
use super::terminal::Terminal;
use crate::app::check::{CheckOptions, Most, findings};
use crate::app::draw::{Request, draw, light};
use crate::app::{PROFILES, Profiles, states};
use crate::diagram::{FORMATS, Format, Level, View, format};
use crate::report::Problem;
use crate::settings::Choice;

/// Options of `diagram`.
#[derive(Args, Debug)]
pub struct DiagramArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
    /// What kind of picture.
    #[arg(long, value_name = "FORMAT", default_value = "dot", value_parser = formats(), help_heading = "Output")]
    pub format: &'static Format,
    /// Who draws svg and png.
    #[arg(long, value_enum, value_name = "ENGINE", default_value_t = Engine::Builtin, help_heading = "Output")]
    pub engine: Engine,
    /// What to show.
    #[arg(long, value_name = "VIEW", default_value = "all", value_parser = views(), help_heading = "Picture")]
    pub view: View,
    /// Only these kinds of element.
    #[arg(
        long,
        value_name = "KINDS",
        value_delimiter = ',',
        help_heading = "Picture"
    )]
    pub only: Vec<String>,
    /// Not these kinds of element.
    #[arg(
        long,
        value_name = "KINDS",
        value_delimiter = ',',
        help_heading = "Picture"
    )]
    pub exclude: Vec<String>,
    /// Only what is near this element; may be given several times.
    #[arg(long, value_name = "REF", help_heading = "Picture")]
    pub focus: Vec<String>,
    /// How many steps away from the focus.
    #[arg(
        long,
        value_name = "N",
        requires = "focus",
        default_value_t = 1,
        help_heading = "Picture"
    )]
    pub depth: usize,
    /// How boxes nest, from the outside.
    #[arg(long, value_name = "LEVELS", value_delimiter = ',', value_parser = levels(Level::GROUPING), help_heading = "Picture")]
    pub group_by: Option<Vec<Level>>,
    /// Show each of these as one box.
    #[arg(long, value_name = "LEVEL", value_parser = levels(Level::COLLAPSIBLE), help_heading = "Picture")]
    pub collapse: Option<Level>,
    /// Draw parallel lines one by one instead of one with a count.
    #[arg(long, help_heading = "Picture")]
    pub keep_parallel: bool,
    /// The most boxes; beyond that the picture is collapsed or refused.
    #[arg(long, value_name = "N", help_heading = "Picture")]
    pub max_nodes: Option<usize>,
    /// Where a click on an element leads, with {kind}, {id}, {account} and {region}.
    #[arg(long, value_name = "URL", help_heading = "Picture")]
    pub link: Option<String>,
    /// Bring out the way of packets from one network, subnet, site or address to another.
    #[arg(long, value_names = ["FROM", "TO"], num_args = 2, help_heading = "Picture")]
    pub path: Option<Vec<String>>,
    /// Grey out this element and what is out of service with it; may be given several times.
    #[arg(long, value_name = "REF", help_heading = "Picture")]
    pub failed: Vec<String>,
    /// Draw the states of this kind of element and what leads from one to the next, instead of a design; `netvet rules --states` lists them.
    #[arg(
        long,
        value_name = "KIND",
        conflicts_with_all = ["paths", "view", "only", "exclude", "focus", "group_by", "collapse", "keep_parallel", "max_nodes", "link", "no_findings", "path", "failed"],
        help_heading = "Picture"
    )]
    pub states: Option<String>,
    /// Do not check the design; elements then carry no marks.
    #[arg(long, help_heading = "Picture")]
    pub no_findings: bool,
}

/// The option `--engine`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Engine {
    /// netvet itself; nothing else is needed.
    Builtin,
    /// The `dot` program of Graphviz, which must be on the path.
    Dot,
}

impl Engine {
    /// The format in which a picture is written first.
    fn first(self, format: &'static Format) -> Result<&'static Format, Failure> {
        match (self, format.name) {
            (Engine::Builtin, _) => Ok(format),
            (Engine::Dot, "svg" | "png") => Ok(self::format("dot").unwrap_or(format)),
            (Engine::Dot, other) => Err(Problem::new(format!(
                "`--engine dot` draws svg and png, not {other}"
            ))
            .help("leave out `--engine`, or choose `--format svg`")
            .into()),
        }
    }

    /// What was written first, as the picture that is wanted.
    fn then(self, bytes: Vec<u8>, format: &Format) -> Result<Vec<u8>, Failure> {
        match self {
            Engine::Builtin => Ok(bytes),
            Engine::Dot => graphviz::render(&bytes, format.name),
        }
    }
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS
        .iter()
        .map(|known| PossibleValue::new(known.name).help(known.about));
    PossibleValuesParser::new(values).try_map(|name| format(&name).ok_or("there is no such format"))
}

fn views() -> impl TypedValueParser<Value = View> {
    PossibleValuesParser::new(View::ALL.map(View::word))
        .try_map(|word| View::from_word(&word).ok_or("there is no such view"))
}

fn levels(of: [Level; 3]) -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(of.map(Level::word)).try_map(move |word| {
        let level = of.into_iter().find(|level| level.word() == word);
        level.ok_or("there is no such level")
    })
}

/// Draws what the options name.
///
/// # Errors
/// If the options name what is not there, or the picture cannot be written.
pub fn run(args: &DiagramArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let format = args.engine.first(args.format)?;
    if let Some(kind) = &args.states {
        return draw_states(args, kind, format, terminal);
    }
    let run = Run::new(&args.reading, terminal)?;
    let mut loaded = run.load(&args.reading);
    run.spare(&loaded, args.reading.choices.output.as_deref())?;
    let faulty = run.complain(&loaded.problems());
    let mut found = Vec::new();
    if !args.no_findings {
        let settings = run.settings(&Choice::default())?;
        let options = CheckOptions {
            settings: &settings,
            baseline: None,
            fail_on: None,
            show_ignored: false,
            most: Most::default(),
            picture: false,
            limits: &run.limits,
            profiles: &run.profiles,
            progress: &run,
        };
        found = findings(&mut loaded, &options).0;
        found.retain(|finding| finding.ignored.is_none());
    }
    let mut request = Request::new(format);
    request.view = args.view;
    request.only.clone_from(&args.only);
    request.exclude.clone_from(&args.exclude);
    request.focus.clone_from(&args.focus);
    request.depth = args.depth;
    request.collapse = args.collapse;
    request.keep_parallel = args.keep_parallel;
    request.max_nodes = args.max_nodes;
    request.link.clone_from(&args.link);
    if let Some(levels) = &args.group_by {
        request.group_by.clone_from(levels);
    }
    if args.path.is_some() || !args.failed.is_empty() {
        let path = match args.path.as_deref() {
            Some([from, to]) => Some((from.as_str(), to.as_str())),
            _ => None,
        };
        request.highlight = light::highlight(&loaded.design, &run.profiles, path, &args.failed)
            .map_err(|error| Failure::from(Problem::new(error.to_string()).help(LISTED)))?;
    }
    let drawing = draw(&loaded.design, &found, &request)
        .map_err(|error| Failure::from(Problem::new(error.to_string())))?;
    if !args.reading.choices.quiet {
        for note in &drawing.notes {
            terminal.remark(note);
        }
    }
    let output = args.reading.choices.output.as_deref();
    let bytes = args.engine.then(drawing.bytes, args.format)?;
    write_result(terminal, output, |_, out| out.write_all(&bytes))?;
    run.finish();
    Ok(Status::of(faulty, false))
}

/// Draws the states of a kind; without a provider those of AWS, whose words shared shapes have too.
fn draw_states(
    args: &DiagramArgs,
    kind: &str,
    format: &Format,
    terminal: &Terminal,
) -> Result<Status, Failure> {
    let profiles = Profiles::new(PROFILES);
    let choices = &args.reading.choices;
    let profile = profiles.get(choices.provider.unwrap_or(ProviderName::Aws).id());
    let picture = states::picture(&profiles, profile, kind, format).map_err(|error| {
        Failure::from(
            Problem::new(error.to_string())
                .help("`netvet rules --states` lists what has states, with `--provider` for one"),
        )
    })?;
    let picture = args.engine.then(picture, args.format)?;
    write_result(terminal, choices.output.as_deref(), |_, out| {
        out.write_all(&picture)
    })?;
    Ok(Status::Clean)
}
