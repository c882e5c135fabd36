//! The balances that the test of rights tries.
use app::{
    access::{Actor, Verb},
    action_sheet::model::Sheet,
    balance::{
        self,
        model::{Part, Step, check_sheet},
    },
    ids::{BalanceId, BalanceImportId},
    plan::model::Plan,
};

use super::{Expected, SHEETS, Site, Trying, asked::Asked};
use crate::testapp::{Form, TEST};

impl Site {
    /// A balance of the sheet after these moves, if it takes one.
    pub async fn balance(&self, sheet: &Sheet, steps: &[Step]) -> Option<BalanceId> {
        check_sheet(sheet).ok()?;
        let (tx, now) = (self.app.db.begin().await.unwrap(), self.app.clock.now());
        let permit = TEST.may(Verb::EditBalance, sheet.place()).unwrap();
        let made = balance::store::create(&tx, &permit, sheet, "Bilan", now).await.unwrap();
        let permit = TEST.may(Verb::EditBalance, made.place(sheet)).unwrap();
        balance::store::save_text(&tx, &permit, &made, (Part::Levers, 0), "Une équipe.", now).await.unwrap();
        for step in steps {
            let now_is = balance::store::get(&*tx, &TEST, sheet, made.id).await.unwrap();
            let permit = TEST.may(balance::store::verb_of(*step), made.place(sheet)).unwrap();
            let moved = (*step, "À revoir.".to_owned());
            balance::store::advance(&tx, &permit, &now_is, now_is.version, moved, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        Some(made.id)
    }

    /// A document that the test sent to the plan.
    pub async fn balance_import(&self, plan: &Plan) -> BalanceImportId {
        self.sent_by(&TEST, plan).await
    }

    /// The pages of the documents that wait.
    pub async fn of_sent_balances(&self) -> Vec<(String, Asked)> {
        let mut addresses = Vec::new();
        for (plan, _) in &self.imports {
            let path = format!("{}/bilans/import/{}", plan.path(), self.balance_import(plan).await);
            addresses.push((path, Asked::Sent(plan.clone())));
        }
        addresses
    }

    /// The pages of the balances of a sheet: drafts are for those who see drafts, validated ones for who sees the sheet.
    pub async fn of_balances(
        &self,
        tail: &[&str],
        path: &str,
        plan: &Plan,
        sheet: &Sheet,
    ) -> Vec<(String, Asked)> {
        let (mut addresses, copies) = (Vec::new(), || (plan.clone(), sheet.clone()));
        let (plan, sheet) = copies();
        match *tail {
            [] => addresses.push((format!("{path}/bilans"), Asked::Sheet(plan, sheet))),
            ["{balance}"] => {
                if let Some(id) = self.balance(&sheet, &[]).await {
                    let (plan, sheet) = copies();
                    addresses.push((format!("{path}/bilans/{id}"), Asked::Private(plan, sheet)));
                }
                if let Some(id) = self.balance(&sheet, &[Step::Submit, Step::Validate]).await {
                    addresses.push((format!("{path}/bilans/{id}"), Asked::Sheet(plan, sheet)));
                }
            }
            ["{balance}", "rubriques", "{part}"] => {
                if let Some(id) = self.balance(&sheet, &[]).await {
                    let asked = Asked::PrivateAct(Verb::EditBalance, plan, sheet);
                    addresses.push((format!("{path}/bilans/{id}/rubriques/leviers"), asked));
                }
            }
            ["{balance}", "rattacher"] => {
                if let Some(id) = self.balance(&sheet, &[]).await {
                    let asked = Asked::PrivateAct(Verb::EditBalance, plan, sheet);
                    addresses.push((format!("{path}/bilans/{id}/rattacher"), asked));
                }
            }
            _ => panic!("no case for the page bilans/{tail:?}: add one"),
        }
        addresses
    }

    /// Another sheet of the plan that takes balances; itself when there is none.
    async fn beside(&self, sheet: &Sheet) -> Sheet {
        for path in SHEETS {
            let other = self.app.sheet(path).await;
            if other.plan_id == sheet.plan_id && other.id != sheet.id && check_sheet(&other).is_ok() {
                return other;
            }
        }
        sheet.clone()
    }

    async fn sent_by(&self, actor: &Actor, plan: &Plan) -> BalanceImportId {
        let permit = actor.may(Verb::ImportBalance, plan.place()).unwrap();
        let (tx, source) = (self.app.db.begin().await.unwrap(), "Un titre\n\nFreins\n- Le temps\n");
        let now = self.app.clock.now();
        let id = balance::store::keep_import(&tx, &permit, "essai", source.into(), now).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A good form about a balance of the sheet, and what should come of it.
    pub async fn about_balance(
        &self,
        function: &str,
        form: Form,
        plan: &Plan,
        sheet: &Sheet,
        trying: &Trying<'_>,
    ) -> (Form, Expected) {
        let takes = check_sheet(sheet).is_ok();
        let drafts = trying.can(Verb::SeeDraft, plan, Some(sheet));
        match function {
            "create_balance" => {
                let expected = trying.on_sheet(Verb::EditBalance, plan, sheet, takes, Expected::Refused);
                (form.fill("title", "Bilan final"), expected)
            }
            "apply_balance" => {
                let by = trying.or_test(trying.can(Verb::ImportBalance, plan, None));
                let import = self.sent_by(&by, plan).await;
                let form = form
                    .fill("plan", &plan.id.to_string())
                    .fill("import", &import.to_string())
                    .fill("action", &sheet.id.to_string())
                    .fill("title", "Bilan final");
                let expected = match trying.on_plan(Verb::ImportBalance, plan) {
                    Expected::Done => {
                        trying.on_sheet(Verb::EditBalance, plan, sheet, takes, Expected::Refused)
                    }
                    refused => refused,
                };
                (form, expected)
            }
            "reattach_balance" => {
                let (id, to) = (self.balance(sheet, &[]).await, self.beside(sheet).await);
                let form = form
                    .fill("balance", &id.unwrap_or_default().to_string())
                    .fill("version", "1")
                    .fill("action", &to.id.to_string());
                let may = [sheet, &to].iter().all(|one| trying.can(Verb::EditBalance, plan, Some(one)));
                (form, trying.expect(drafts && id.is_some(), may, to.id != sheet.id, Expected::Invalid))
            }
            _ => {
                let (verb, word) = match function {
                    "move_balance" => (Verb::SubmitBalance, Step::Submit.word()),
                    _ => (Verb::EditBalance, ""),
                };
                let id = self.balance(sheet, &[]).await;
                let form = form
                    .fill("balance", &id.unwrap_or_default().to_string())
                    .fill("part", Part::Obstacles.word())
                    .fill("version", if word.is_empty() { "0" } else { "1" })
                    .fill("step", word)
                    .fill("body", "Le temps.");
                let may = trying.can(verb, plan, Some(sheet));
                (form, trying.expect(drafts && id.is_some(), may, true, Expected::Done))
            }
        }
    }
}
