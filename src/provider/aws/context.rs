//! Whose list it is, where the items do not say it: from members beside the list, from an envelope, from the file's name.

use super::lower::{Cx, at};
use crate::import::layout::id_in_name;
use crate::source::{Field, Raw, Span, Text};

/// What a list may belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Parent {
    TransitTable,
    Attachment,
    RouteServer,
    PrefixList,
    VirtualInterface,
}

impl Parent {
    const ALL: [Parent; 5] = [
        Parent::TransitTable,
        Parent::Attachment,
        Parent::RouteServer,
        Parent::PrefixList,
        Parent::VirtualInterface,
    ];

    /// The member that holds its id, in small letters.
    const fn member(self) -> &'static str {
        match self {
            Parent::TransitTable => "transitgatewayroutetableid",
            Parent::Attachment => "transitgatewayattachmentid",
            Parent::RouteServer => "routeserverid",
            Parent::PrefixList => "prefixlistid",
            Parent::VirtualInterface => "virtualinterfaceid",
        }
    }

    /// How its ids begin.
    const fn prefix(self) -> &'static str {
        match self {
            Parent::TransitTable => "tgw-rtb-",
            Parent::Attachment => "tgw-attach-",
            Parent::RouteServer => "rs-",
            Parent::PrefixList => "pl-",
            Parent::VirtualInterface => "dxvif-",
        }
    }

    /// What to say is needed.
    pub(super) const fn needs(self) -> &'static str {
        match self {
            Parent::TransitTable => "the id of the transit gateway route table",
            Parent::Attachment => "the id of the transit gateway attachment",
            Parent::RouteServer => "the id of the route server",
            Parent::PrefixList => "the id of the prefix list",
            Parent::VirtualInterface => "the id of the virtual interface",
        }
    }
}

/// What stands around the lists of one page.
#[derive(Debug, Default)]
pub(super) struct Context {
    ids: [Field<Text>; 5],
    /// The exporting account.
    pub(super) account: Option<Text>,
    /// The region of the calls.
    pub(super) region: Option<Text>,
    /// Only routes written by hand were asked for, or only learned ones.
    pub(super) filtered: bool,
}

impl Context {
    /// Whether a member beside a list may name what the list belongs to.
    pub(super) fn is_member(key: &str) -> bool {
        let word = plain(key);
        Parent::ALL.iter().any(|parent| parent.member() == word)
    }

    /// Takes a member beside the list, or one of the envelope; says whether it was of use.
    pub(super) fn take(&mut self, cx: &mut Cx<'_>, key: &str, value: &Raw<'_>) -> bool {
        let word = plain(key);
        if let Some(parent) = Parent::ALL.iter().find(|parent| parent.member() == word) {
            self.set(*parent, cx.lower.id(value));
            return true;
        }
        match word.as_str() {
            "account" | "accountid" | "owner" | "ownerid" => self.account = cx.text(value).get(),
            "region" => self.region = cx.text(value).get(),
            "command" | "args" | "arguments" | "parameters" => self.search(cx, value),
            _ => return false,
        }
        true
    }

    fn set(&mut self, parent: Parent, id: Field<Text>) {
        if let Some(slot) = self.ids.get_mut(parent as usize)
            && slot.get().is_none()
        {
            *slot = id;
        }
    }

    /// Looks for ids and filters in the words of a call.
    fn search(&mut self, cx: &mut Cx<'_>, value: &Raw<'_>) {
        let (Some(span), Raw::Json(text) | Raw::Node { text, .. }) = (cx.lower.span(value), value)
        else {
            return;
        };
        for parent in Parent::ALL {
            if let Some(id) = id_in(text, parent.prefix()) {
                self.set(parent, Field::at(Text::new(id), span));
            }
        }
        self.filtered |= one_sort_of_routes(text);
    }

    /// The id of what the lists belong to; that of the file's name where nothing inside names it.
    pub(super) fn id(&self, parent: Parent, path: &str, outside: Span) -> Field<Text> {
        let said = self.ids.get(parent as usize).copied().unwrap_or_default();
        if said.get().is_some() {
            return said;
        }
        at(id_in_name(path, parent.prefix()), outside)
    }
}

/// A key in small letters, without what separates its words.
fn plain(key: &str) -> String {
    key.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Whether a search asks for routes of one type only.
fn one_sort_of_routes(text: &str) -> bool {
    text.contains("static") != text.contains("propagated")
}

/// The first id with this prefix in a text. An id has a digit somewhere, so that words do not pass for one.
fn id_in<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    text.match_indices(prefix).find_map(|(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let rest = text.get(at + prefix.len()..)?;
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let own = rest.get(..end)?;
        let is_id =
            !before.is_some_and(char::is_alphanumeric) && own.bytes().any(|b| b.is_ascii_digit());
        is_id
            .then(|| text.get(at..at + prefix.len() + end))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::super::lower::tests::around;
    use super::*;

    #[test]
    fn ids_in_names_and_commands() {
        assert_eq!(
            id_in("routes.tgw-rtb-0a1.json", "tgw-rtb-"),
            Some("tgw-rtb-0a1")
        );
        assert_eq!(id_in("describe-route-servers-1.json", "rs-"), None);
        assert_eq!(
            id_in("get-route-server-associations.rs-0b2.json", "rs-"),
            Some("rs-0b2")
        );
        assert_eq!(id_in("rs-associations.json", "rs-"), None);
    }

    #[test]
    fn members_come_before_names() {
        let text = r#"{"command": "aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-7 --filters Name=type,Values=static"}"#;
        let raw: std::collections::BTreeMap<String, Raw<'_>> = serde_json::from_str(text).unwrap();
        let mut cx = Cx::new(text, &around(""), &super::super::PROFILE);
        let outside = Span::file(cx.lower.file());
        let mut context = Context::default();
        let named = context.id(Parent::TransitTable, "a/routes-tgw-rtb-1.json", outside);
        assert_eq!(named.get().unwrap(), "tgw-rtb-1");
        assert!(context.take(&mut cx, "command", &raw["command"]));
        let said = context.id(Parent::TransitTable, "a/routes-tgw-rtb-1.json", outside);
        assert_eq!(said.get().unwrap(), "tgw-rtb-7");
        assert!(context.filtered);
        assert!(!context.take(&mut cx, "ClientToken", &raw["command"]));
    }
}
