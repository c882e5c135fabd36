//! Identifiers: each has its own type, so that one is never taken for another.
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// What every identifier is, for code that serves several.
pub trait Id:
    Copy
    + Default
    + Eq
    + std::fmt::Debug
    + std::fmt::Display
    + std::str::FromStr
    + DeserializeOwned
    + Send
    + Sync
    + 'static
{
    fn of(uuid: Uuid) -> Self;
    fn uuid(self) -> Uuid;
}

/// Declares identifier types over a UUID; on the server they are also column types and primary keys.
macro_rules! id {
    ($($name:ident),+ $(,)?) => {$(
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub Uuid);

        #[cfg(feature = "ssr")]
        impl $name {
            /// A new identifier; later ones sort after earlier ones (UUID version 7).
            pub fn new() -> Self { Self(Uuid::now_v7()) }
        }

        impl Id for $name {
            fn of(uuid: Uuid) -> Self { Self(uuid) }
            fn uuid(self) -> Uuid { self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }

        #[cfg(feature = "ssr")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

id!(
    RegionId,
    PlanId,
    AxisId,
    ObjectiveId,
    CommitteeId,
    OrganisationId,
    PersonId,
    MandateId,
    SessionId,
    ActionSheetId,
    RubricId,
    ProgressUpdateId,
    MilestoneId,
    AmendmentId,
    DeliverableId,
    AskId,
    BalanceId,
    BalanceImportId,
    HistoryId,
    MessageId,
    MailId,
    SignInId,
    FormKey,
    PlanImportId,
    SheetTemplateId,
    GoalId,
    ProjectId,
    IndicatorId,
    MeansId,
    PartnerId,
    CommentId,
    CardId,
    LinkId,
);
