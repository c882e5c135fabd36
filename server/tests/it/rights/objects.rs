//! What the test of rights acts on: things made on a sheet, when it still takes them.
use app::{
    access::{Actor, Verb},
    action_sheet::{
        model::Sheet,
        rubric::{RubricKind, Shape},
    },
    ask::{
        self,
        forms::Request,
        model::{About, Addressee},
    },
    comment::{
        self,
        model::{Span, Text},
    },
    deliverable::model::DeliverableForm,
    error::AppError,
    goal::model::GoalForm,
    ids::{AskId, CommentId, DeliverableId, Id, MilestoneId},
    indicator::model::IndicatorForm,
    link::model::LinkForm,
    means::model::MeansForm,
    milestone::model::Milestone,
    partner::model::PartnerForm,
    project::model::ProjectForm,
    rows::{self, due::Due, store::Stored},
    vague::When,
};
use uuid::Uuid;

use super::{Site, Trying};
use crate::testapp::TEST;

/// The structured rubric that has its lines at this address, the timetable aside.
pub(super) fn lines(slug: &str) -> Option<RubricKind> {
    let timetable = [RubricKind::Milestones, RubricKind::Deliverables];
    RubricKind::from_slug(slug).filter(|kind| kind.shape() == Shape::Lines && !timetable.contains(kind))
}

/// The rubric that is one form at this address.
pub(super) fn card(slug: &str) -> Option<RubricKind> {
    RubricKind::from_slug(slug).filter(|kind| kind.shape() == Shape::Card)
}

impl Trying<'_> {
    /// Who tries, to make what is to be her own, when she may; the test otherwise.
    pub(super) fn or_test(&self, may: bool) -> Actor {
        match self.who {
            Some(who) if may => Actor::signed_in(who.id, who.name.into(), who.mandates.clone(), self.today),
            _ => TEST,
        }
    }
}

impl Site {
    /// A line of that rubric of the sheet.
    pub(super) async fn line(&self, kind: RubricKind, sheet: &Sheet) -> Uuid {
        let title = "Kit".to_owned();
        match kind {
            RubricKind::Goals => {
                let form = GoalForm { title, level: "general".into(), ..GoalForm::default() };
                self.added(sheet, form.check()).await.uuid()
            }
            RubricKind::Projects => {
                let form = ProjectForm { title, number: "1".into(), ..ProjectForm::default() };
                self.added(sheet, form.check()).await.uuid()
            }
            RubricKind::Indicators => {
                let form = IndicatorForm { title, kind: "result".into(), ..IndicatorForm::default() };
                self.added(sheet, form.check()).await.uuid()
            }
            RubricKind::Means => {
                let (unit, certainty) = ("days".into(), "known".into());
                let form = MeansForm { title, unit, certainty, ..MeansForm::default() };
                self.added(sheet, form.check()).await.uuid()
            }
            RubricKind::Links => {
                let (relation, elsewhere) = ("complements".into(), "PRST 3, action 4.2".into());
                let form = LinkForm { relation, elsewhere, ..LinkForm::default() };
                self.added(sheet, form.check()).await.uuid()
            }
            _ => self.added(sheet, PartnerForm { title, ..PartnerForm::default() }.check()).await.uuid(),
        }
    }

    /// A milestone of the sheet, if it still takes one.
    pub(super) async fn milestone(&self, sheet: &Sheet) -> MilestoneId {
        let due = Due::from("2026".parse::<When>().unwrap());
        self.added(sheet, Ok(Milestone { title: "Kit".into(), due, goal: None, done_on: None })).await
    }

    /// A deliverable of the sheet, if it still takes one.
    pub(super) async fn deliverable(&self, sheet: &Sheet) -> DeliverableId {
        let form = DeliverableForm {
            title: "Kit".into(),
            kind: "kit".into(),
            nature: "relays".into(),
            rank: "final".into(),
            due: "2026".into(),
            ..DeliverableForm::default()
        };
        self.added(sheet, form.check()).await
    }

    /// A line at that address that may be given up; what giving it up asks for, and whether the sheet takes it.
    pub(super) async fn forsaken(&self, slug: &str, sheet: &Sheet) -> (Uuid, Verb, bool) {
        let Some(kind) = lines(slug) else {
            let open = sheet.check_open().is_ok();
            return (self.deliverable(sheet).await.uuid(), Verb::KeepTimetable, open);
        };
        let legal = sheet.check_writable(kind).is_ok();
        let id = if legal { self.line(kind, sheet).await } else { Uuid::now_v7() };
        (id, Verb::EditRubric, legal)
    }

    /// A line of the sheet, if it still takes one.
    pub(super) async fn added<L: Stored>(&self, sheet: &Sheet, line: Result<L, AppError>) -> L::Id {
        if sheet.check_open().is_err() {
            return L::Id::of(uuid::Uuid::now_v7());
        }
        let permit = TEST.may(L::VERB, sheet.place()).unwrap();
        let tx = self.app.db.begin().await.unwrap();
        let id = rows::store::add(&tx, &permit, sheet, line.unwrap(), self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A comment of nobody's own on the sheet, if it still takes one.
    pub(super) async fn comment(&self, sheet: &Sheet) -> Option<CommentId> {
        sheet.check_open().ok()?;
        let permit = TEST.may(Verb::Comment, sheet.place()).unwrap();
        let text = Text(vec![Span::Text("Un avis".into())]);
        let tx = self.app.db.begin().await.unwrap();
        let written = comment::store::write(&tx, &permit, sheet, None, text, self.app.clock.now()).await;
        tx.commit().await.unwrap();
        Some(written.unwrap().id)
    }

    /// A request for support of the sheet, open, if it still takes one.
    pub(super) async fn ask(&self, sheet: &Sheet) -> Option<AskId> {
        sheet.check_open().ok()?;
        let permit = TEST.may(Verb::AskSupport, sheet.place()).unwrap();
        let request =
            Request { to: Addressee::Dreets, about: About::Means, text: "Un relais".into(), wanted: None };
        let tx = self.app.db.begin().await.unwrap();
        let id = ask::store::open(&tx, &permit, sheet, request, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        Some(id)
    }
}
