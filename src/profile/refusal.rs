//! How a provider refuses a call: neutral kinds and causes, and the provider's own codes as rows.

use super::fact::Certainty;
use super::machine_of::MachineOf;
use crate::finding::Reference;

macro_rules! worded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The word for it in traces and scenarios.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }
    };
}

worded! {
    /// What kind of refusal it is, whatever the provider calls it.
    ErrorKind {
        /// A parameter is missing.
        Missing "Missing",
        /// An identifier is not well formed.
        Malformed "Malformed",
        /// A parameter's value cannot be.
        InvalidValue "InvalidValue",
        /// The resource does not exist, or the caller does not see it.
        NotFound "NotFound",
        /// Nothing was done because only the permission was asked for, and there is one.
        DryRunOk "DryRunOk",
        /// The caller may not call the operation.
        Unauthorized "Unauthorized",
        /// The caller has another part in the resource than the operation needs.
        NotPermitted "NotPermitted",
        /// The call was made in another region than it must be.
        WrongRegion "WrongRegion",
        /// The resource is in a state that does not allow it.
        InvalidState "InvalidState",
        /// There is one already.
        AlreadyExists "AlreadyExists",
        /// A quota is used up.
        LimitExceeded "LimitExceeded",
        /// Something else is in the way.
        Conflict "Conflict",
        /// The provider itself failed.
        Server "Server",
    }
}

worded! {
    /// Why a call is refused; a closed list in place of the providers' free texts.
    MessageKind {
        /// A parameter is missing.
        MissingParameter "missing_parameter",
        /// An identifier is not well formed.
        BadId "bad_id",
        /// A value cannot be.
        BadValue "bad_value",
        /// There is no such resource, or it is not visible.
        NoSuchResource "no_such_resource",
        /// Only the permission was asked for.
        DryRunOk "dry_run_ok",
        /// The caller may not call the operation.
        NotAuthorized "not_authorized",
        /// The caller is not the one who may do it.
        WrongRole "wrong_role",
        /// Another region.
        WrongRegion "wrong_region",
        /// The state does not allow it.
        WrongState "wrong_state",
        /// The network holds no machine.
        NetEmpty "net_empty",
        /// There is one already.
        Duplicate "duplicate",
        /// A quota is used up.
        Quota "quota",
        /// The VLAN is used by another interface of the connection.
        VlanInUse "vlan_in_use",
        /// The interface has a session of that family.
        FamilyInUse "family_in_use",
        /// It is the last session of its interface.
        LastPeer "last_peer",
        /// Ranges overlap.
        Overlap "overlap",
        /// A gateway would have virtual and transit gateways.
        MixedGateways "mixed_gateways",
        /// The provider itself failed.
        ServerFault "server_fault",
    }
}

/// The provider's code for a refusal. Of several rows that fit, the first one holds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RefusalRow {
    /// The service, as scenarios write it before the dot.
    pub service: &'static str,
    /// The kind.
    pub kind: ErrorKind,
    /// About what; `None`: about anything.
    pub on: Option<MachineOf>,
    /// Why; `None`: for any cause.
    pub why: Option<MessageKind>,
    /// The provider's code.
    pub code: &'static str,
    /// Other words that the provider has for the same, for example a number beside a type.
    pub also: &'static [&'static str],
    /// The status of the HTTP answer, where a source says it.
    pub http: Option<u16>,
    /// How sure.
    pub certainty: Certainty,
    /// Who says so.
    pub from: &'static Reference,
}

impl RefusalRow {
    /// A code for a kind of refusal of a service, whatever it is about.
    #[must_use]
    pub const fn new(
        service: &'static str,
        kind: ErrorKind,
        code: &'static str,
        from: &'static Reference,
    ) -> Self {
        Self {
            service,
            kind,
            on: None,
            why: None,
            code,
            also: &[],
            http: None,
            certainty: Certainty::Stated,
            from,
        }
    }

    /// The same for one kind of thing.
    #[must_use]
    pub const fn on(mut self, of: MachineOf) -> Self {
        self.on = Some(of);
        self
    }

    /// The same for one cause.
    #[must_use]
    pub const fn why(mut self, why: MessageKind) -> Self {
        self.why = Some(why);
        self
    }

    /// The same with other words for it.
    #[must_use]
    pub const fn also(mut self, words: &'static [&'static str]) -> Self {
        self.also = words;
        self
    }

    /// The same with the status of the HTTP answer.
    #[must_use]
    pub const fn http(mut self, status: u16) -> Self {
        self.http = Some(status);
        self
    }

    /// The same, but no source states it.
    #[must_use]
    pub const fn inferred(mut self) -> Self {
        self.certainty = Certainty::Inferred;
        self
    }
}
