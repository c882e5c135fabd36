//! The amendments that the test of rights tries.
use app::{
    access::{Actor, Verb},
    action_sheet::model::{Locked, Sheet},
    amendment::{
        self,
        model::{Change, Content, Proposal},
    },
    ids::AmendmentId,
    plan::model::Plan,
    session::digest,
};

use super::{Expected, Site, Trying};
use crate::testapp::Form;

impl Site {
    /// An amendment of the sheet that this actor proposed, if it takes one.
    pub(super) async fn amendment(&self, sheet: &Sheet, by: &Actor) -> Option<AmendmentId> {
        sheet.check_amendable().ok()?;
        let permit = by.may(Verb::ProposeAmendment, sheet.place()).unwrap();
        let proposal = Proposal {
            change: Change::Whole(Content::Title("Un autre intitulé".into())),
            seen: digest([sheet.title.as_bytes()]),
            reason: "Pour voir.".into(),
        };
        let tx = self.app.db.begin().await.unwrap();
        let id = amendment::store::propose(&tx, &permit, sheet, proposal, self.app.clock.now()).await;
        tx.commit().await.unwrap();
        id.ok()
    }

    /// What a form about an amendment of the sheet sends.
    pub(super) async fn about_amendment(
        &self,
        function: &str,
        form: Form,
        plan: &Plan,
        sheet: &Sheet,
        trying: &Trying<'_>,
    ) -> (Form, Expected) {
        let part = match function {
            "amend_goals" => Locked::Goals,
            "amend_targeting" => Locked::Targeting,
            _ => Locked::Title,
        };
        let current = amendment::store::in_force(&self.app.db.read, sheet, part).await.unwrap();
        let form = form
            .fill("part", part.word())
            .fill("seen", &current.digest().unwrap())
            .fill("body", "Un autre intitulé")
            .fill("added", "Outiller")
            .fill("publics", "Apprentis")
            .fill("verdict", "refuse")
            .fill("reason", "Pour voir.");
        let verb = match function {
            "decide_amendment" => Verb::DecideAmendment,
            "withdraw_amendment" => Verb::ProposeAmendment,
            _ => {
                let legal = sheet.check_amendable().is_ok();
                return (
                    form,
                    trying.on_sheet(Verb::ProposeAmendment, plan, sheet, legal, Expected::Refused),
                );
            }
        };
        let by = trying.or_test(trying.can(Verb::ProposeAmendment, plan, Some(sheet)));
        let id = self.amendment(sheet, &by).await;
        let form = form.fill("amendment", &id.unwrap_or_default().to_string());
        // a sheet that takes none has none: it is not found, once it is sure that one may decide at all
        (form, trying.on_sheet(verb, plan, sheet, id.is_some(), Expected::Hidden))
    }
}
