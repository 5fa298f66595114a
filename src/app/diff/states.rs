//! Every state that an element shows: its own and those of its parts.

use crate::model::{AnyId, CidrBlock, Design, Link, NetworkAttachment, State};
use crate::profile::MachineOf;
use crate::source::{Field, Span, Text};

/// A state that a snapshot shows.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    /// Whose kind of state it is.
    pub(super) of: MachineOf,
    /// Which part, where it is not the element's own.
    pub(super) part: Option<Text>,
    /// The provider's word.
    pub(super) word: Text,
    /// Where it stands.
    pub(super) span: Span,
}

struct All(Vec<Stated>);

impl All {
    fn add(&mut self, of: MachineOf, part: Option<Text>, word: &Field<Text>) {
        if let Some((word, span)) = word.located() {
            self.0.push(Stated {
                of,
                part,
                word: *word,
                span,
            });
        }
    }

    fn part(&mut self, of: MachineOf, name: Option<Text>, state: &State) {
        if let Some(name) = name {
            self.add(of, Some(name), &state.native);
        }
    }

    fn blocks(&mut self, of: MachineOf, blocks: &[CidrBlock]) {
        for block in blocks {
            let name = block.cidr.get().map(|cidr| Text::new(&cidr.to_string()));
            self.part(of, name, &block.state);
        }
    }

    fn ties(&mut self, of: MachineOf, ties: Option<&Vec<NetworkAttachment>>) {
        for tie in ties.into_iter().flatten() {
            self.part(of, written(&tie.network), &tie.state);
        }
    }
}

fn written<T>(link: &Link<T>) -> Option<Text> {
    link.id.get()
}

/// The states of an element, its own first.
pub(super) fn stated(design: &Design, id: AnyId) -> Vec<Stated> {
    let mut all = All(Vec::new());
    all.add(id.kind().into(), None, &design.head(id).state.native);
    match id {
        AnyId::Network(id) => all.blocks(MachineOf::NetworkBlock, &design[id].cidrs),
        AnyId::Subnet(id) => all.blocks(MachineOf::SubnetBlock, &design[id].cidrs),
        AnyId::VirtualGateway(id) => all.ties(
            MachineOf::NetworkAttachment,
            design[id].attachments.as_ref(),
        ),
        AnyId::InternetGateway(id) => all.ties(
            MachineOf::InternetAttachment,
            design[id].attachments.as_ref(),
        ),
        AnyId::RouteTable(id) => {
            for tie in &design[id].associations {
                let name = written(&tie.subnet).or(tie.gateway.id.get());
                all.part(MachineOf::TableAssociation, name, &tie.state);
            }
        }
        AnyId::TransitGatewayRouteTable(id) => {
            let table = &design[id];
            for (of, entries) in [
                (MachineOf::TransitAssociation, &table.associations),
                (MachineOf::TransitPropagation, &table.propagations),
            ] {
                for entry in entries.iter().flatten() {
                    all.part(of, written(&entry.attachment), &entry.state);
                }
            }
        }
        AnyId::RouteServer(id) => {
            let server = &design[id];
            for tie in server.associations.iter().flatten() {
                let name = written(&tie.network);
                all.part(MachineOf::RouteServerAssociation, name, &tie.state);
            }
            for tie in server.propagations.iter().flatten() {
                let name = written(&tie.table);
                all.part(MachineOf::RouteServerPropagation, name, &tie.state);
            }
        }
        _ => {}
    }
    all.0
}
