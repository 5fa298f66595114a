//! Limits that hold for everyone. The quotas of an account are not published: its own answer to `ReadQuotas` has them.

use super::references as refs;
use crate::profile::Limit;
use crate::profile::notation::limits;

/// All of them.
pub(super) static LIMITS: &[Limit] = limits! {
    refs::NETS {
        Ipv4Blocks per Network: 1;
    }
    refs::OAPI {
        Networks per VirtualGateway: 1;
        BgpPeers per VirtualInterface: 1;
    }
};
