//! What belongs to no element: which lists were read, what is planned and asserted.

use super::kind::ElementKind;
use super::place::{ProviderId, Time};
use super::plan::{Exception, Expectation, Step};
use super::site::{Advertisement, Preference};
use crate::source::{Field, FileId, Span, Text};

/// A list of one kind that was exported; absence proves something only where the list of its owner and region is complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The kind that it lists.
    pub kind: ElementKind,
    /// Whose.
    pub provider: ProviderId,
    /// The exporting account, where known.
    pub account: Option<Text>,
    /// The region, where known.
    pub region: Option<Text>,
    /// Further pages exist that were not given.
    pub truncated: bool,
    /// Where the list stands: the mark of the missing page, else the start of the file.
    pub span: Span,
}

/// What a design says about everything in it that does not say otherwise.
#[derive(Clone, Copy, Debug)]
pub struct DesignHeader {
    /// The whole document.
    pub span: Span,
    /// The provider's word.
    pub provider: Field<Text>,
    /// The account.
    pub account: Field<Text>,
    /// The region.
    pub region: Field<Text>,
}

/// What belongs to no element.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Lists that were read.
    pub listings: Vec<Listing>,
    /// Announcements of sites.
    pub advertise: Vec<Advertisement>,
    /// Preferences of sites.
    pub prefer: Vec<Preference>,
    /// Exceptions written in designs.
    pub exceptions: Vec<Exception>,
    /// Planned steps.
    pub plan: Vec<Step>,
    /// Assertions.
    pub expect: Vec<Expectation>,
    /// Latest time that an input carries about itself (a response date, a capture time).
    pub captured: Option<Time>,
    /// Files that are designs, with their provider.
    pub design_files: Vec<(FileId, ProviderId)>,
    /// What the designs say about everything in them.
    pub design_headers: Vec<DesignHeader>,
}

impl About {
    /// Takes over what another document says.
    pub fn append(&mut self, other: About) {
        let About {
            listings,
            advertise,
            prefer,
            exceptions,
            plan,
            expect,
            captured,
            design_files,
            design_headers,
        } = other;
        self.listings.extend(listings);
        self.advertise.extend(advertise);
        self.prefer.extend(prefer);
        self.exceptions.extend(exceptions);
        self.plan.extend(plan);
        self.expect.extend(expect);
        self.captured = self.captured.max(captured);
        self.design_files.extend(design_files);
        self.design_headers.extend(design_headers);
    }
}
