//! Parameters of operations as rows, and the arguments of a call.

use super::mistake::Mistake;
use super::refusal::Refusal;
use super::world::World;
use crate::model::{AnyId, Cidr, ElementKind};
use crate::profile::{ErrorKind, IdForm, MessageKind, Profile};
use crate::source::tree::{Data, Node};
use crate::source::{FileId, Scalar, Span, Text};

/// What a parameter holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A block of addresses.
    Cidr,
    /// The id of an element.
    Id(ElementKind),
    /// The id of an element of one of these kinds; the prefix tells which, where ids have one.
    AnyId(&'static [ElementKind]),
    /// What the simulator does not look at (tags, a client's token).
    Anything,
    /// A list.
    List(&'static Kind),
    /// A mapping.
    Map(&'static [Parameter]),
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The provider's name; case counts.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a call without it is refused. What is needed under a condition is checked by the operation.
    pub required: bool,
}

impl Parameter {
    /// A parameter that must be there.
    #[must_use]
    pub const fn required(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: true,
        }
    }

    /// A parameter that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: false,
        }
    }
}

/// A scalar of a call.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// The text, with `$x` replaced.
    pub text: Text,
    /// Where it stands.
    pub span: Span,
    /// The element that it names, if there is one.
    pub element: Option<AnyId>,
}

/// An argument.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A scalar.
    One(Given),
    /// A list.
    Many(Vec<Argument>),
    /// A mapping.
    Map(Arguments),
}

/// The arguments of a call, or of a mapping in it.
#[derive(Clone, Debug, Default)]
pub struct Arguments(Vec<(&'static str, Argument)>);

/// Says which element a `$x` means and what its id is, or why there is none.
pub(super) type Dollar<'a> =
    dyn Fn(&str, Span, &[ElementKind]) -> Result<(Text, Option<AnyId>), Unbound> + 'a;

/// What a `$x` can be instead of an id.
#[derive(Clone, Debug)]
pub(super) enum Unbound {
    /// Nobody has this name.
    Mistake(Mistake),
    /// The step that should have bound it was refused.
    Refused(String),
}

impl Arguments {
    /// An argument by its path: names with dots between.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Argument> {
        match path.split_once('.') {
            None => self
                .0
                .iter()
                .find(|(name, _)| *name == path)
                .map(|(_, argument)| argument),
            Some((first, rest)) => match self.get(first)? {
                Argument::Map(inner) => inner.get(rest),
                _ => None,
            },
        }
    }

    /// A scalar.
    #[must_use]
    pub fn given(&self, path: &str) -> Option<Given> {
        match self.get(path)? {
            Argument::One(given) => Some(*given),
            _ => None,
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<Text> {
        self.given(path).map(|given| given.text)
    }

    /// A flag; what is no flag was refused before.
    #[must_use]
    pub fn flag(&self, path: &str) -> Option<bool> {
        bool::parse(&self.text(path)?)
    }

    /// A number.
    #[must_use]
    pub fn number(&self, path: &str) -> Option<i64> {
        i64::parse(&self.text(path)?)
    }

    /// A block.
    #[must_use]
    pub fn cidr(&self, path: &str) -> Option<Cidr> {
        Cidr::parse(&self.text(path)?)
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self, path: &str) -> &[Argument] {
        match self.get(path) {
            Some(Argument::Many(items)) => items,
            _ => &[],
        }
    }

    /// The texts of a list of scalars.
    #[must_use]
    pub fn texts(&self, path: &str) -> Vec<Text> {
        let scalar = |item: &Argument| match item {
            Argument::One(given) => Some(given.text),
            _ => None,
        };
        self.items(path).iter().filter_map(scalar).collect()
    }

    /// The first element that the arguments name, outer ones first.
    #[must_use]
    pub fn first_element(&self) -> Option<AnyId> {
        self.0.iter().find_map(|(_, argument)| match argument {
            Argument::One(given) => given.element,
            Argument::Many(_) => None,
            Argument::Map(inner) => inner.first_element(),
        })
    }
}

/// Mistakes in the form of a call: unknown parameters, a mapping where a scalar belongs.
pub(super) fn check(
    parameters: &[Parameter],
    node: &Node,
    file: FileId,
    what: &str,
    out: &mut Vec<Mistake>,
) {
    let Data::Map(entries) = &node.data else {
        out.push(Mistake::new(
            Span::new(file, node.start, node.end),
            format!("expected a mapping of the parameters of {what}"),
        ));
        return;
    };
    for entry in entries.iter().filter(|entry| !entry.shadowed) {
        let Some(parameter) = parameters.iter().find(|row| row.name == &*entry.key) else {
            let span = Span::new(file, entry.key_start, entry.key_end);
            let known = parameters.iter().map(|row| row.name);
            let what = format!("parameter of {what}");
            out.push(Mistake::unknown(span, &what, &entry.key, known));
            continue;
        };
        check_kind(parameter.kind, &entry.value, file, parameter.name, out);
    }
}

fn check_kind(kind: Kind, node: &Node, file: FileId, name: &str, out: &mut Vec<Mistake>) {
    let span = Span::new(file, node.start, node.end);
    match (kind, &node.data) {
        (_, Data::Null) | (Kind::Anything, _) => {}
        (Kind::Map(parameters), _) => check(parameters, node, file, name, out),
        (Kind::List(of), Data::List(items)) => {
            for item in items {
                check_kind(*of, item, file, name, out);
            }
        }
        (Kind::List(_), _) => out.push(Mistake::new(span, format!("`{name}` is a list"))),
        (_, Data::Scalar { .. }) => {}
        (_, Data::List(_) | Data::Map(_)) => {
            out.push(Mistake::new(span, format!("`{name}` is a single value")));
        }
    }
}

/// Reads the arguments of a call: `Err(Ok)` a refusal, `Err(Err)` a name that holds nothing.
pub(super) fn read(
    world: &World,
    profile: &Profile,
    parameters: &'static [Parameter],
    node: Option<&Node>,
    file: FileId,
    dollar: &Dollar<'_>,
) -> Result<Arguments, Result<Refusal, Unbound>> {
    let reader = Reader {
        world,
        profile,
        file,
        dollar,
    };
    let arguments = reader.map(parameters, node).map_err(Err)?;
    // First whether everything is there, then whether it is well formed.
    if let Some(name) = lacking(parameters, &arguments) {
        return Err(Ok(Refusal::missing(&name)));
    }
    reader.judge(parameters, &arguments).map_err(Ok)?;
    Ok(arguments)
}

fn lacking(parameters: &[Parameter], arguments: &Arguments) -> Option<String> {
    parameters
        .iter()
        .find_map(|row| match (arguments.get(row.name), row.kind) {
            (None, _) => row.required.then(|| row.name.to_owned()),
            (Some(Argument::Map(inner)), Kind::Map(rows)) => {
                Some(format!("{}.{}", row.name, lacking(rows, inner)?))
            }
            (Some(Argument::Many(items)), Kind::List(Kind::Map(rows))) => {
                let mut inner = items.iter().filter_map(|item| match item {
                    Argument::Map(inner) => Some(inner),
                    _ => None,
                });
                let name = inner.find_map(|inner| lacking(rows, inner))?;
                Some(format!("{}.{name}", row.name))
            }
            _ => None,
        })
}

struct Reader<'a> {
    world: &'a World,
    profile: &'a Profile,
    file: FileId,
    dollar: &'a Dollar<'a>,
}

impl Reader<'_> {
    fn map(&self, rows: &'static [Parameter], node: Option<&Node>) -> Result<Arguments, Unbound> {
        let mut all = Vec::new();
        for row in rows {
            let value = node.and_then(|node| node.get(row.name));
            if let Some(value) = value.filter(|value| !matches!(value.data, Data::Null)) {
                all.push((row.name, self.one(row.kind, value)?));
            }
        }
        Ok(Arguments(all))
    }

    fn one(&self, kind: Kind, node: &Node) -> Result<Argument, Unbound> {
        match (kind, &node.data) {
            (Kind::Map(rows), _) => Ok(Argument::Map(self.map(rows, Some(node))?)),
            (Kind::List(of), Data::List(items)) => {
                let items: Result<Vec<_>, _> =
                    items.iter().map(|item| self.one(*of, item)).collect();
                Ok(Argument::Many(items?))
            }
            (_, Data::Scalar { text, .. }) => Ok(Argument::One(self.scalar(kind, node, text)?)),
            _ => Ok(Argument::Many(Vec::new())),
        }
    }

    fn scalar(&self, kind: Kind, node: &Node, text: &str) -> Result<Given, Unbound> {
        let span = Span::new(self.file, node.start, node.end);
        let kinds: &[ElementKind] = match &kind {
            Kind::Id(kind) => std::slice::from_ref(kind),
            Kind::AnyId(kinds) => kinds,
            _ => &[],
        };
        if let Some(name) = text.strip_prefix('$') {
            let (text, element) = (self.dollar)(name, span, kinds)?;
            let element = element.filter(|id| kinds.is_empty() || kinds.contains(&id.kind()));
            return Ok(Given {
                text,
                span,
                element,
            });
        }
        let text = Text::new(text);
        let element = kinds.iter().find_map(|kind| self.world.by_id(*kind, text));
        Ok(Given {
            text,
            span,
            element,
        })
    }

    fn judge(&self, rows: &[Parameter], arguments: &Arguments) -> Result<(), Refusal> {
        for row in rows {
            if let Some(argument) = arguments.get(row.name) {
                self.judge_one(row.kind, row.name, argument)?;
            }
        }
        Ok(())
    }

    fn judge_one(&self, kind: Kind, name: &str, argument: &Argument) -> Result<(), Refusal> {
        match (kind, argument) {
            (Kind::Map(rows), Argument::Map(inner)) => self.judge(rows, inner),
            (Kind::List(of), Argument::Many(items)) => items
                .iter()
                .try_for_each(|item| self.judge_one(*of, name, item)),
            (Kind::Id(kind), Argument::One(given)) if given.element.is_none() => {
                self.well_formed(&[kind], name, given.text)
            }
            (Kind::AnyId(kinds), Argument::One(given)) if given.element.is_none() => {
                self.well_formed(kinds, name, given.text)
            }
            (Kind::Flag, Argument::One(given)) if bool::parse(&given.text).is_none() => {
                Err(Refusal::value(name, "true or false"))
            }
            (Kind::Number, Argument::One(given)) if i64::parse(&given.text).is_none() => {
                Err(Refusal::value(name, "a number"))
            }
            (Kind::Cidr, Argument::One(given)) if Cidr::parse(&given.text).is_none() => {
                Err(Refusal::value(name, "a block such as 10.0.0.0/16"))
            }
            _ => Ok(()),
        }
    }

    /// Whether a text can be the id of one of these kinds. Where a provider's ids have no prefix, any text can.
    fn well_formed(&self, kinds: &[ElementKind], name: &str, id: Text) -> Result<(), Refusal> {
        let fits = kinds
            .iter()
            .any(|kind| match self.profile.naming.id(*kind).get() {
                Some(form @ IdForm::Prefix(_)) => form.fits(&id),
                Some(IdForm::Uuid) | None => !id.is_empty(),
            });
        if fits {
            return Ok(());
        }
        let refusal = Refusal::new(
            ErrorKind::Malformed,
            MessageKind::BadId,
            format!("{id} in {name} is not well formed"),
        );
        Err(match kinds {
            [kind, ..] => refusal.on(*kind).named(id),
            [] => refusal.named(id),
        })
    }
}
