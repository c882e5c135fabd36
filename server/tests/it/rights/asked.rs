//! An address that the test of rights tries, and what decides who may open it.
use app::{
    access::Verb,
    action_sheet::model::Sheet,
    ask::{self, model::Step},
    plan::model::Plan,
};

use super::{Expected, Trying};

/// An address to try, and what decides.
pub enum Asked {
    Public,
    SignedIn,
    /// A page of the platform's own, for those who have its right.
    Platform(Verb),
    /// A page of something that is not there.
    Absent,
    Plan(Verb, Plan),
    /// A page of the directory, or of what is held in a plan.
    Region(Verb, Plan),
    Seat(Plan),
    /// Naming people: those of the region, or of any of its plans.
    Naming(Vec<Plan>),
    /// A page that whoever sees the sheet may read.
    Sheet(Plan, Sheet),
    /// A page of the sheet that only those who see its drafts may read.
    Private(Plan, Sheet),
    /// The same, which asks for a right besides.
    PrivateAct(Verb, Plan, Sheet),
    /// A document that was sent to the plan: who sent it, and those who read all its drafts.
    Sent(Plan),
    /// A page that asks for a right on the plan, or on one of these sheets' committees at least.
    OnSome(Verb, Plan, Vec<Sheet>),
    /// A page of something inside a sheet, which only those who have this right know of.
    Inside(Verb, Plan, Sheet),
    /// A page that asks for a right on a comment, legal or not; who does not read the discussion does not know of it.
    Talk(Verb, Plan, Sheet, bool),
    /// A page that makes a step on a request for support, legal from where it stands or not.
    Step(Step, Plan, Sheet, bool),
    /// A page that asks for a right on the sheet, in a state that allows it or not.
    Act(Verb, Plan, Sheet, bool),
}

impl Asked {
    pub fn expected(&self, trying: &Trying) -> Expected {
        match self {
            Self::Public => Expected::Done,
            Self::SignedIn => trying.signed_in(),
            Self::Platform(verb) => trying.on_platform(*verb),
            Self::Absent => Expected::Hidden,
            Self::Plan(verb, plan) => trying.on_plan(*verb, plan),
            Self::Region(verb, plan) => trying.on_region(*verb, plan),
            Self::Seat(plan) => trying.on_seat(plan),
            Self::Naming(plans) => trying.naming(plans),
            Self::Sheet(plan, sheet) => trying.reading_sheet(plan, sheet),
            Self::Private(plan, sheet) => {
                let sees = trying.can(Verb::SeeDraft, plan, Some(sheet));
                trying.expect(sees, sees, true, Expected::Done)
            }
            Self::PrivateAct(verb, plan, sheet) => {
                let sees = trying.can(Verb::SeeDraft, plan, Some(sheet));
                trying.expect(sees, trying.can(*verb, plan, Some(sheet)), true, Expected::Done)
            }
            Self::Sent(plan) => match trying.on_plan(Verb::ImportBalance, plan) {
                Expected::Done if !trying.can(Verb::SeeDraft, plan, None) => Expected::Hidden,
                expected => expected,
            },
            Self::OnSome(verb, plan, sheets) => {
                let may = trying.can(*verb, plan, None)
                    || sheets.iter().any(|sheet| trying.can(*verb, plan, Some(sheet)));
                trying.expect(trying.can(Verb::SeePlan, plan, None), may, true, Expected::Done)
            }
            Self::Inside(verb, plan, sheet) => {
                let sees = trying.sees(plan, sheet) && trying.can(*verb, plan, Some(sheet));
                trying.expect(sees, sees, true, Expected::Done)
            }
            Self::Talk(verb, plan, sheet, legal) => trying.talking(*verb, plan, sheet, *legal),
            Self::Step(step, plan, sheet, legal) => {
                let knows = trying.sees(plan, sheet) && trying.can(Verb::SeeAsks, plan, Some(sheet));
                let may = trying.can(ask::store::verb(*step), plan, Some(sheet));
                trying.expect(knows, may, *legal, Expected::Refused)
            }
            Self::Act(verb, plan, sheet, legal) => {
                trying.on_sheet(*verb, plan, sheet, *legal, Expected::Refused)
            }
        }
    }
}
