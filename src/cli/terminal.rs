//! What the terminal can show, decided once.

use std::io::{self, IsTerminal, Write};

use super::args::Colour;
use super::exit::Failure;
use crate::report::{Problem, Report, Style, text};

/// Standard output and standard error as they are in this run.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    choice: Colour,
    /// The look of standard output.
    pub out: Style,
    /// The look of standard error.
    pub err: Style,
    /// Whether a person sees standard error.
    pub is_watched: bool,
}

impl Terminal {
    /// Looks at the environment.
    #[must_use]
    pub fn new(choice: Colour) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let default = Style::default().width;
        let width = |size: Option<(terminal_size::Width, terminal_size::Height)>| {
            size.map_or(default, |(width, _)| usize::from(width.0))
        };
        let out_colour = colour(choice, &out);
        Self {
            choice,
            out: Style {
                colour: out_colour,
                links: out_colour && out.is_terminal() && opens_links(),
                width: width(terminal_size::terminal_size_of(&out)),
                quiet: false,
            },
            err: Style {
                colour: colour(choice, &err),
                links: false,
                width: width(terminal_size::terminal_size_of(&err)),
                quiet: false,
            },
            is_watched: err.is_terminal(),
        }
    }

    /// The look of files: with colours only where they are asked for.
    #[must_use]
    pub fn file(&self) -> Style {
        Style {
            colour: self.choice == Colour::Always,
            ..Style::default()
        }
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// If nobody reads, or it cannot be written.
    pub fn print(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        write(&mut out)
            .and_then(|()| out.flush())
            .map_err(|error| Failure::standard_output(&error))
    }

    /// Shows a problem on standard error, without lines of an input.
    pub fn problem(&self, problem: &Problem) {
        self.problem_in(&Report::default(), problem);
    }

    /// Shows a problem on standard error, with the line at fault where it may be shown.
    pub fn problem_in(&self, report: &Report, problem: &Problem) {
        // There is nowhere to complain about standard error.
        let _ = text::problem(report, problem, &self.err, &mut io::stderr().lock());
    }

    /// Says something on standard error.
    pub fn remark(&self, text: &str) {
        complain(text);
    }
}

/// Says something on standard error, whatever the state of the program.
pub fn complain(text: &str) {
    // There is nowhere to complain about standard error.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0")
}

fn colour<S: anstream::stream::RawStream>(choice: Colour, stream: &S) -> bool {
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        // The one sign that anstream does not look at.
        Colour::Auto
            if is_set("FORCE_COLOR")
                && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) =>
        {
            true
        }
        Colour::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

/// Whether the terminal opens links (OSC 8); others show them as rubbish or not at all.
fn opens_links() -> bool {
    supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
}
