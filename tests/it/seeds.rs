//! The documents that the rules began with: every constraint that they state, and the rule that says when it is broken.
//!
//! A rule that enforces a constraint names the document among its references.

use netvet::rules::catalogue;

const ACCEPT: &str = "boto3, EC2.Client.accept_vpc_peering_connection";
const HUAWEI: &str = "Huawei Cloud VPC API Reference, Creating a VPC Peering Connection";
const OUTSCALE: &str = "OUTSCALE User Guide, Creating a Net Peering";
const DX_2016: &str = "AWS Direct Connect API changes of 2016-12-01 (CreateBGPPeer, DeleteBGPPeer)";
const ROUTE_SERVER: &str = "boto3, EC2.Client.describe_route_server_peers";

/// What says that a constraint is broken.
enum By {
    /// The rule with this code.
    Rule(&'static str),
    /// The rule with this name.
    Named(&'static str),
    /// The simulation: only what happens can break it.
    Simulation,
    /// Reading: it says how an answer is written.
    Reading,
    /// Nothing: what is needed for it stands in no file.
    Nothing,
}

use By::{Named, Nothing, Reading, Rule, Simulation};

/// Document, constraint, what enforces it.
static CONSTRAINTS: &[(&str, &str, By)] = &[
    (
        ACCEPT,
        "only a request that waits can be accepted",
        Rule("STATE002"),
    ),
    (
        ACCEPT,
        "only the owner of the network that was asked accepts",
        Rule("STATE003"),
    ),
    (
        ACCEPT,
        "between regions it is accepted in the region of the side that was asked",
        Rule("STATE004"),
    ),
    (
        ACCEPT,
        "a request that nobody accepts lapses at the time that it shows",
        Rule("PEER004"),
    ),
    (ACCEPT, "the status is one of nine words", Rule("STATE001")),
    (
        ACCEPT,
        "blocks are shown for active peerings only, so others need the lists of networks",
        Rule("PEER027"),
    ),
    (
        ACCEPT,
        "each side shows all its IPv4 and IPv6 blocks",
        Reading,
    ),
    (ACCEPT, "DNS resolution is an option of each side", Reading),
    (ACCEPT, "the call names a peering", Simulation),
    (ACCEPT, "a dry run changes nothing", Simulation),
    (
        ACCEPT,
        "a tag's key has at most 127 characters and does not begin with aws:",
        Named("tag-key-invalid"),
    ),
    (
        ACCEPT,
        "a tag's value has at most 256 characters",
        Named("tag-value-too-long"),
    ),
    (
        HUAWEI,
        "between networks of one tenant nobody has to accept",
        Simulation,
    ),
    (
        HUAWEI,
        "a network of another tenant is joined only if that tenant accepts",
        Rule("STATE003"),
    ),
    (
        HUAWEI,
        "what the other tenant refuses is not joined",
        Rule("STATE002"),
    ),
    (HUAWEI, "the status is one of five words", Rule("STATE001")),
    (
        HUAWEI,
        "the name has 1 to 64 characters",
        Named("peering-name-invalid"),
    ),
    (
        HUAWEI,
        "the description has at most 255 characters and no angle brackets",
        Named("description-invalid"),
    ),
    (
        HUAWEI,
        "between accounts the other side's project must be given",
        Named("peering-owner-missing"),
    ),
    (HUAWEI, "both networks must be given", Simulation),
    (
        OUTSCALE,
        "the owner of the other network must accept",
        Rule("STATE003"),
    ),
    (
        OUTSCALE,
        "a request waits until it is accepted",
        Rule("STATE002"),
    ),
    (
        OUTSCALE,
        "a request that nobody accepts within seven days expires",
        Rule("PEER004"),
    ),
    (
        OUTSCALE,
        "networks of one account that are joined in the console need no acceptance",
        Simulation,
    ),
    (
        OUTSCALE,
        "one peering serves both directions",
        Rule("PEER003"),
    ),
    (
        OUTSCALE,
        "the ranges must not overlap, else the peering fails",
        Rule("PEER001"),
    ),
    (
        OUTSCALE,
        "the state is one of the listed words",
        Rule("STATE001"),
    ),
    (
        OUTSCALE,
        "every network holds a machine before it is peered",
        Nothing,
    ),
    (
        OUTSCALE,
        "a name has at most 255 characters",
        Named("tag-value-too-long"),
    ),
    (
        OUTSCALE,
        "the other side's account is given where it is another one",
        Named("peering-owner-missing"),
    ),
    (
        DX_2016,
        "the last session of an interface cannot be deleted",
        Rule("BGP003"),
    ),
    (
        DX_2016,
        "so every live interface has a session",
        Rule("BGP002"),
    ),
    (
        DX_2016,
        "an interface has one session of a family",
        Rule("BGP001"),
    ),
    (
        DX_2016,
        "what uses a family is reached over a session of that family only",
        Rule("BGP013"),
    ),
    (
        DX_2016,
        "IPv6 link addresses are assigned and must not be given",
        Rule("IPV6009"),
    ),
    (DX_2016, "assigned IPv6 links are of /125", Rule("IPV6010")),
    (
        DX_2016,
        "a session's family is that of its addresses",
        Rule("BGP012"),
    ),
    (
        DX_2016,
        "a public interface has a private number or one that was approved",
        Nothing,
    ),
    (
        DX_2016,
        "an interface waits for confirmation only if another account owns it",
        Rule("VIF014"),
    ),
    (
        DX_2016,
        "an interface is confirmed by its owner",
        Rule("STATE003"),
    ),
    (
        DX_2016,
        "only an interface that waits can be confirmed",
        Rule("STATE002"),
    ),
    (
        DX_2016,
        "an interface that its owner declines is rejected",
        Simulation,
    ),
    (
        DX_2016,
        "only public interfaces, and their sessions, are verified",
        Rule("VIF013"),
    ),
    (
        DX_2016,
        "an interface is down when BGP is down",
        Rule("VIF015"),
    ),
    (
        DX_2016,
        "a session that may be established can still be down",
        Rule("BGP016"),
    ),
    (
        DX_2016,
        "a session that is deleted cannot be established",
        Rule("BGP017"),
    ),
    (
        DX_2016,
        "the states of interfaces and sessions are listed words",
        Rule("STATE001"),
    ),
    (
        DX_2016,
        "a private interface needs a virtual gateway",
        Rule("VIF006"),
    ),
    (
        DX_2016,
        "a virtual gateway applies to private interfaces only",
        Rule("VIF008"),
    ),
    (
        DX_2016,
        "a private interface carries traffic to one network",
        Named("vgw-multiple-vpcs"),
    ),
    (
        DX_2016,
        "route filter prefixes are for public interfaces",
        Rule("VIF016"),
    ),
    (
        DX_2016,
        "an IPv6 prefix of a route filter is of /64 or shorter",
        Rule("IPV6011"),
    ),
    (
        DX_2016,
        "one value may hold several prefixes, separated by commas",
        Reading,
    ),
    (
        DX_2016,
        "an interface is shown for 15 minutes after its deletion",
        Simulation,
    ),
    (
        DX_2016,
        "a session to be deleted is named by its customer address and number",
        Simulation,
    ),
    (
        ROUTE_SERVER,
        "the appliance has an interface in the network",
        Named("route-server-peer-outside-vpc"),
    ),
    (
        ROUTE_SERVER,
        "the appliance's address is an IPv4 one",
        Named("route-server-peer-not-ipv4"),
    ),
    (
        ROUTE_SERVER,
        "the appliance speaks BGP and opens the session",
        Nothing,
    ),
    (
        ROUTE_SERVER,
        "its AS number is from 1 to 4294967295, better a private one",
        Named("route-server-peer-asn"),
    ),
    (
        ROUTE_SERVER,
        "the state is one of six words",
        Rule("STATE001"),
    ),
    (ROUTE_SERVER, "a failure has a reason", Rule("STATE007")),
    (
        ROUTE_SERVER,
        "the session and its fast failure detection are up or down",
        Named("route-server-peer-down"),
    ),
    (
        ROUTE_SERVER,
        "without fast failure detection keepalives decide",
        Named("route-server-liveness-keepalive"),
    ),
    (
        ROUTE_SERVER,
        "the list goes on where a token stands in it",
        Reading,
    ),
    (
        ROUTE_SERVER,
        "a tag's key has at most 127 characters and does not begin with aws:",
        Named("tag-key-invalid"),
    ),
    (
        ROUTE_SERVER,
        "a tag's value has at most 256 characters",
        Named("tag-value-too-long"),
    ),
];

#[test]
fn every_constraint_has_a_rule_that_names_its_document() {
    let rules = catalogue();
    let mut wrong = String::new();
    for (document, constraint, by) in CONSTRAINTS {
        let info = match by {
            Rule(code) => {
                let Some(info) = rules.iter().find(|info| info.code.to_string() == *code) else {
                    wrong += &format!("{code}: no such rule ({constraint})\n");
                    continue;
                };
                info
            }
            Named(name) => {
                let Some(info) = rules.iter().find(|info| info.name == *name) else {
                    wrong += &format!("{name}: no such rule ({constraint})\n");
                    continue;
                };
                info
            }
            Simulation | Reading | Nothing => continue,
        };
        if !info
            .references
            .iter()
            .any(|reference| reference.title == *document)
        {
            wrong += &format!(
                "{} ({}) does not name {document:?} ({constraint})\n",
                info.code, info.name
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_document_is_a_reference_of_some_rule() {
    for document in [ACCEPT, HUAWEI, OUTSCALE, DX_2016, ROUTE_SERVER] {
        let named = catalogue().iter().any(|info| {
            info.references
                .iter()
                .any(|reference| reference.title == document)
        });
        assert!(named, "{document}");
    }
}
