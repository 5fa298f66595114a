//! Which reader takes a document.

use super::{Batch, Surroundings};
use crate::model::ProviderId;
use crate::source::{Document, Outline, ReadError, Top};

/// How sure a reader is that a document is its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Certainty {
    /// It is not.
    No,
    /// Its shape is that of several providers.
    Shared,
    /// Only this provider has this shape.
    Sure,
}

/// What a provider supplies for reading its exports.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The provider.
    pub provider: ProviderId,
    /// Its regions that do not look like one (see [`super::layout::is_region`]).
    pub regions: &'static [&'static str],
    /// Whether a document is one of this provider; the second argument is the provider that options, folders or a design name.
    pub recognize: fn(&Outline, Option<ProviderId>) -> Certainty,
    /// Reads a document of this provider.
    ///
    /// # Errors
    /// The text is not JSON.
    pub read: fn(&Document<'_>, &Surroundings) -> Result<Batch, ReadError>,
}

/// What a document is.
#[derive(Clone, Copy, Debug)]
pub enum Taken<'r> {
    /// An export, for this reader.
    Export(&'r Reader),
    /// A design file.
    Design,
    /// A scenario; `check` and the like pass it over.
    Scenario,
    /// Nothing is in it.
    Empty,
    /// Nobody's.
    Unknown {
        /// It has members of a design, but does not say that it is one.
        like_design: bool,
    },
}

/// Finds who takes a document. `named` is the provider that `--provider`, a design or the folders name; `readers` stand in the order
/// in which they are preferred for shapes that several have.
#[must_use]
pub fn detect<'r>(
    document: &Document<'_>,
    named: Option<ProviderId>,
    readers: &'r [&'r Reader],
) -> Taken<'r> {
    let outline = document.outline();
    if outline.shape == Top::Map {
        let has = |key: &str| match document.tree() {
            Some(tree) => tree.get(key).is_some(),
            None => outline.keys.iter().any(|known| &**known == key),
        };
        if has("netvet") {
            return Taken::Design;
        }
        if has("scenario") {
            return Taken::Scenario;
        }
    }
    if let Some(reader) = reader(&outline, named, readers) {
        return Taken::Export(reader);
    }
    match outline.shape {
        Top::Empty => Taken::Empty,
        Top::Map => Taken::Unknown {
            like_design: outline.keys.iter().any(|key| DESIGN.contains(&&**key)),
        },
        _ => Taken::Unknown { like_design: false },
    }
}

/// Some members that only designs have.
const DESIGN: [&str; 6] = [
    "networks",
    "peerings",
    "virtual_interfaces",
    "route_tables",
    "transit_gateways",
    "site_links",
];

fn reader<'r>(
    outline: &Outline,
    named: Option<ProviderId>,
    readers: &'r [&'r Reader],
) -> Option<&'r Reader> {
    let sure = |reader: &&'r Reader| (reader.recognize)(outline, named);
    let own = readers
        .iter()
        .copied()
        .find(|reader| Some(reader.provider) == named && sure(reader) > Certainty::No);
    // The first among equals, because that is the default for shapes that several have.
    own.or_else(|| {
        readers
            .iter()
            .copied()
            .map(|reader| (sure(&reader), reader))
            .filter(|(certainty, _)| *certainty > Certainty::No)
            .fold(
                None,
                |best: Option<(Certainty, &Reader)>, next| match best {
                    Some(best) if best.0 >= next.0 => Some(best),
                    _ => Some(next),
                },
            )
            .map(|(_, reader)| reader)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Limits, Parsed};

    fn has(outline: &Outline, key: &str) -> bool {
        outline.keys.iter().any(|known| &**known == key)
    }
    fn read(_: &Document<'_>, _: &Surroundings) -> Result<Batch, ReadError> {
        Ok(Batch::default())
    }
    static FIRST: Reader = Reader {
        provider: ProviderId("first"),
        regions: &[],
        recognize: |outline, _| {
            if has(outline, "Vpcs") {
                Certainty::Shared
            } else {
                Certainty::No
            }
        },
        read,
    };
    static SECOND: Reader = Reader {
        provider: ProviderId("second"),
        regions: &[],
        recognize: |outline, _| match (has(outline, "Vpcs"), has(outline, "ResponseContext")) {
            (true, true) => Certainty::Sure,
            (true, false) => Certainty::Shared,
            _ => Certainty::No,
        },
        read,
    };

    fn taken(text: &str, named: Option<&'static str>) -> String {
        let parsed = Parsed::new(FileId(0), "x", text, &Limits::default()).unwrap();
        let Some(document) = parsed.first(text) else {
            return "none".into();
        };
        match detect(&document, named.map(ProviderId), &[&FIRST, &SECOND]) {
            Taken::Export(reader) => reader.provider.0.into(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn shared_shapes_go_to_the_named_else_the_surest_else_the_first() {
        assert_eq!(taken(r#"{"Vpcs": []}"#, None), "first");
        assert_eq!(taken(r#"{"Vpcs": []}"#, Some("second")), "second");
        assert_eq!(
            taken(r#"{"ResponseContext": {}, "Vpcs": [{}]}"#, None),
            "second"
        );
        assert_eq!(
            taken(r#"{"ResponseContext": {}, "Vpcs": [{}]}"#, Some("first")),
            "first"
        );
        assert_eq!(taken("- Vpcs:\n  - VpcId: a\n- Vpcs: []\n", None), "first");
    }

    #[test]
    fn what_is_no_export_is_told_apart() {
        assert_eq!(taken("ignore: [{rule: x}]\nnetvet: 1\n", None), "Design");
        assert_eq!(taken(r#"{"netvet": 1}"#, None), "Design");
        assert_eq!(taken("scenario: x\nsteps: []\n", None), "Scenario");
        assert_eq!(
            taken("networks: {}\n", None),
            "Unknown { like_design: true }"
        );
        assert_eq!(
            taken(r#"{"a": 1}"#, Some("first")),
            "Unknown { like_design: false }"
        );
        assert_eq!(taken("[]", None), "Empty");
        assert_eq!(taken(" ", None), "none");
    }
}
