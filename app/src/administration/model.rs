//! What can be done to an account.
use serde::{Deserialize, Serialize};

use crate::ids::{FormKey, PersonId};
use crate::words::words;

/// The list of the accounts.
pub const PATH: &str = "/administration/comptes";

words! {
    /// The label is the button.
    Act {
        Suspend = "suspend", "Suspendre le compte";
        Reactivate = "reactivate", "Réactiver le compte";
        Invite = "invite", "Inviter à nouveau";
        EndSessions = "end_sessions", "Terminer toutes ses sessions";
    }
}

impl Act {
    /// What is said once it is done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Suspend => "Compte suspendu : ses sessions sont terminées.",
            Self::Reactivate => "Compte réactivé.",
            Self::Invite => "L’invitation part dans la minute.",
            Self::EndSessions => "Ses sessions sont terminées.",
        }
    }

    /// What the history keeps of it.
    pub fn told(self) -> &'static str {
        match self {
            Self::Suspend => "Compte suspendu",
            Self::Reactivate => "Compte réactivé",
            Self::Invite => "Invitation renvoyée",
            Self::EndSessions => "Sessions terminées",
        }
    }
}

/// One button of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountForm {
    pub key: FormKey,
    pub page: String,
    pub person: PersonId,
    /// The version that was read.
    pub version: i32,
    /// A word of [`Act`].
    pub act: String,
}
