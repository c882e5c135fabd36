//! The part of the test of rights that calls every server function.
use app::{
    access::Verb,
    action_sheet::{
        life::{Phase, StepWord},
        rubric::{RubricKind, Shape},
    },
    ask::model::Step,
    card,
    ids::{AskId, DeliverableId, FormKey, MilestoneId},
    plan::{self, import::read_plan},
    template::{
        self,
        model::{Arrangement, Template},
    },
};
use uuid::Uuid;

use super::{Expected, PLANS, REGIONS, SHEETS, Site, Trying, platform};
use crate::testapp::{Form, STAKE, TEST};

/// The functions that write to a sheet or to a plan; a refusal of theirs must leave nothing behind.
#[tokio::test]
async fn every_server_function_works_for_those_who_may_and_for_nobody_else() {
    let site = Site::open().await;
    let app = &site.app;
    let mut functions: Vec<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/"))
        .collect();
    functions.sort_unstable();
    let (mut tried, mut wrong) = (0, Vec::new());
    for function in functions {
        let places = match function {
            "save_rubric"
            | "restore_rubric"
            | "move_sheet"
            | "set_phase"
            | "correct_title"
            | "propose_amendment"
            | "amend_goals"
            | "amend_targeting"
            | "decide_amendment"
            | "withdraw_amendment"
            | "propose_sheet"
            | "add_update"
            | "save_milestone"
            | "tick_milestone"
            | "save_deliverable"
            | "move_deliverable"
            | "give_up_deliverable"
            | "open_ask"
            | "take_ask"
            | "answer_ask"
            | "move_ask"
            | "write_comment"
            | "edit_comment"
            | "remove_comment"
            | "import_projects"
            | "create_balance"
            | "save_balance_text"
            | "move_balance"
            | "reattach_balance"
            | "apply_balance" => SHEETS.to_vec(),
            _ if line_kind(function).is_some() || card_kind(function).is_some() => SHEETS.to_vec(),
            "apply_import" | "save_section" | "arrange_template" | "publish_template" | "follow_template" => {
                PLANS.to_vec()
            }
            "save_committee" | "carry_actions" => PLANS.to_vec(),
            "save_organisation"
            | "verify_organisation"
            | "mend_person"
            | "give_mandate"
            | "end_mandate"
            | "hand_over_mandate" => REGIONS.to_vec(),
            "preview_markdown" | "keep_draft" | "discard_draft" | "sign_in_demo" | "sign_out"
            | "save_self" | "end_sessions" | "erase_self" => vec!["/"],
            "sign_in"
            | "sign_in_again"
            | "sign_in_code"
            | "sign_in_link"
            | "set_reminders"
            | "retry_mail"
            | "manage_account"
            | "change_address"
            | "confirm_address_code"
            | "confirm_address_link" => {
                vec!["/"]
            }
            _ => panic!("no case for the server function {function}: add one"),
        };
        for place in places {
            for (trying, visitor, name) in &site.visitors().await {
                let (form, expected) = site.attempt(function, place, trying).await;
                let before = app.writings().await;
                let status = visitor.script(&form).await.status;
                tried += 1;
                if !expected.is(status) {
                    wrong.push(format!("{name}, {function} on {place}: {expected:?}, got {status}"));
                }
                let wrote = before != app.writings().await;
                if wrote != (expected == Expected::Done && place != "/") {
                    wrong.push(format!("{name}, {function} on {place}: {expected:?}, wrote: {wrote}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 800, "only {tried} tries");
}

/// The rubric of which a function writes the lines.
fn line_kind(function: &str) -> Option<RubricKind> {
    let noun = function.strip_prefix("give_up_").or_else(|| Some(function.split_once('_')?.1))?;
    match noun {
        "goal" => Some(RubricKind::Goals),
        "project" => Some(RubricKind::Projects),
        "indicator" => Some(RubricKind::Indicators),
        "means" => Some(RubricKind::Means),
        "partner" => Some(RubricKind::Partners),
        "link" => Some(RubricKind::Links),
        _ => None,
    }
}

/// The rubric that a function saves as a whole.
fn card_kind(function: &str) -> Option<RubricKind> {
    let kind = RubricKind::from_word(function.strip_prefix("save_")?)?;
    (kind.shape() == Shape::Card).then_some(kind)
}

impl Site {
    /// A form about the template of a plan, whose first two rubrics change places in a version that is prepared.
    async fn about_template(&self, form: Form, path: &str, trying: &Trying<'_>) -> (Form, Expected) {
        let plan = self.app.plan(path).await;
        let permit = TEST.may(Verb::ManageTemplate, plan.place()).unwrap();
        let tx = self.app.db.begin().await.unwrap();
        let swapped = |template: Template| {
            let first = template.sections[0].kind;
            template.arranged(Arrangement::Down, first)
        };
        template::store::prepare(&tx, &permit, &plan, swapped, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let shown = template::store::newest(&self.app.db.read, plan.id).await.unwrap();
        let (first, follows) = (shown.sections[0].clone(), form.action.ends_with("follow_template"));
        let version = if form.action.ends_with("save_section") { first.version } else { shown.version };
        let act = if form.action.ends_with("publish_template") { "publish" } else { "down" };
        // two swaps leave nothing to publish
        let same =
            shown.since(&template::store::numbered(&self.app.db.read, plan.id, plan.template).await.unwrap());
        let number = if follows { plan.template } else { shown.number };
        let form = form
            .fill("plan", &plan.id.to_string())
            .fill("rubric", first.kind.word())
            .fill("template", &number.to_string())
            .fill("version", &version.to_string())
            .fill("act", act)
            .fill("title", &first.title)
            .fill("instruction", &first.instruction)
            .fill("note", "L’ordre change.");
        let (sees, may) =
            (trying.can(Verb::SeePlan, &plan, None), trying.can(Verb::ManageTemplate, &plan, None));
        let legal = act != "publish" || !same.is_empty();
        (form, trying.expect(sees, may, legal, Expected::Invalid))
    }

    /// A good form for the object as it is now, and what should come of it.
    async fn attempt(&self, function: &str, place: &str, trying: &Trying<'_>) -> (Form, Expected) {
        let key = FormKey::new().to_string();
        let form = Form::of(function, &[("key", &key), ("page", "/")]);
        match function {
            "preview_markdown" => {
                return (Form::raw(function, "body", "**gras**"), trying.signed_in());
            }
            "keep_draft" => return (form.fill("fields", "form[body]=x"), trying.signed_in()),
            "discard_draft" => return (form, trying.signed_in()),
            "sign_in_demo" => {
                let person = self.app.world.pilot.to_string();
                return (form.fill("person", &person), Expected::Done);
            }
            "sign_out" => return (form, Expected::Done),
            // nobody's address, without an attempt to go with it: nothing opens
            "sign_in" => return (form.fill("email", "camille"), Expected::Invalid),
            "sign_in_code" => return (form.fill("code", "1234 5678"), Expected::Invalid),
            "sign_in_again" | "sign_in_link" => return (form, Expected::Done),
            "set_reminders" => return (form.fill("choice", "yes"), trying.signed_in()),
            "retry_mail"
            | "manage_account"
            | "change_address"
            | "confirm_address_code"
            | "confirm_address_link"
            | "save_self" => return platform::attempt(function, form, trying),
            "end_sessions" => return (form, trying.signed_in()),
            // without her name typed again nobody is erased
            "erase_self" => {
                let expected = if trying.who.is_some() { Expected::Invalid } else { Expected::SignIn };
                return (form.fill("name", "oui"), expected);
            }
            "apply_import" => {
                let (plan, import) = self.imports.iter().find(|(plan, _)| plan.path() == place).unwrap();
                let stored = plan::store::get_import(&self.app.db.read, plan.id, *import).await.unwrap();
                let reading =
                    plan::store::read_against_plan(&self.app.db.read, plan, read_plan(&stored.source));
                let form = form
                    .fill("plan", &plan.id.to_string())
                    .fill("import", &import.to_string())
                    .fill("seen", &reading.await.unwrap().digest().unwrap());
                return (form, trying.on_plan(Verb::ImportPlan, plan));
            }
            "save_section" | "arrange_template" | "publish_template" | "follow_template" => {
                return self.about_template(form, place, trying).await;
            }
            _ => {}
        }
        if REGIONS.contains(&place) {
            return self.attempt_in_region(function, form, place, trying).await;
        }
        if PLANS.contains(&place) {
            return self.attempt_on_committees(function, form, place, trying);
        }
        let (plan, sheet) = self.of_sheet(place).await;
        let stake = self.app.stake(place).await.version.to_string();
        let form = form.fill("sheet", &sheet.id.to_string()).fill("rubric", STAKE.word());
        let writable = sheet.check_writable(STAKE).is_ok();
        if let Some(kind) = line_kind(function) {
            let legal = sheet.check_writable(kind).is_ok();
            let adds = function.starts_with("save_") || !legal;
            let line = if adds { Uuid::nil() } else { self.line(kind, &sheet).await };
            let form = form.fill("line", &line.to_string()).fill("version", "1").fill("act", "remove");
            let form = form.fill("reason", "means");
            let form = form.fill("title", "Kit").fill("level", "general").fill("number", "1");
            let form = form.fill("kind", "result").fill("unit", "days").fill("certainty", "known");
            // a link that is there already is refused: each is another one
            let elsewhere = format!("PRST 3, action {}", FormKey::new());
            let form = form.fill("relation", "complements").fill("elsewhere", &elsewhere);
            return (form, trying.on_sheet(Verb::EditRubric, &plan, &sheet, legal, Expected::Refused));
        }
        if let Some(kind) = card_kind(function) {
            let cards = card::store::all(&self.app.db.read, sheet.id).await.unwrap();
            let read = cards.iter().find(|row| row.kind == kind.word()).map_or(0, |row| row.version);
            let form = form.fill("version", &read.to_string());
            let form = form.fill("themes][", "tms").fill("publics", "Dirigeants");
            let legal = sheet.check_writable(kind).is_ok();
            return (form, trying.on_sheet(Verb::EditRubric, &plan, &sheet, legal, Expected::Refused));
        }
        match function {
            "save_rubric" => (
                form.fill("version", &stake).fill("body", "Un texte."),
                trying.on_sheet(Verb::EditRubric, &plan, &sheet, writable, Expected::Refused),
            ),
            "restore_rubric" => {
                // a version that was never written is not found, once it is sure that one may write at all
                let wrong = if stake == "0" { Expected::Hidden } else { Expected::Refused };
                let verb = Verb::EditRubric;
                (
                    form.fill("version", &stake).fill("restored", "1"),
                    trying.on_sheet(verb, &plan, &sheet, writable && stake != "0", wrong),
                )
            }
            "move_sheet" => {
                let legal = StepWord::legal_from(&sheet.status);
                let wanted = [StepWord::Pause, StepWord::Resume];
                let step = wanted.into_iter().find(|step| legal.contains(step));
                let form = form
                    .fill("version", &sheet.version.to_string())
                    .fill("step", step.unwrap_or(StepWord::Pause).word())
                    .fill("reason", "Le comité attend.");
                (form, trying.on_sheet(Verb::MoveSheet, &plan, &sheet, step.is_some(), Expected::Invalid))
            }
            "propose_amendment" | "amend_goals" | "amend_targeting" | "decide_amendment"
            | "withdraw_amendment" => self.about_amendment(function, form, &plan, &sheet, trying).await,
            "propose_sheet" => {
                let form = form
                    .fill("plan", &plan.id.to_string())
                    .fill("committee", &sheet.committee_id.to_string())
                    .fill("title", "Agir sur la chaleur")
                    .fill("stake", "Les étés changent.")
                    .fill("axis", "sans");
                let (sees, may) = (
                    trying.can(Verb::SeePlan, &plan, None),
                    trying.can(Verb::ProposeSheet, &plan, Some(&sheet)),
                );
                (form, trying.expect(sees, may, true, Expected::Done))
            }
            "correct_title" => {
                let title = format!("{}, corrigé", sheet.title);
                let form = form.fill("version", &sheet.version.to_string()).fill("title", &title);
                let legal = sheet.check_title().is_ok();
                (form, trying.on_sheet(Verb::EditRubric, &plan, &sheet, legal, Expected::Refused))
            }
            "set_phase" => {
                let next =
                    if sheet.status.phase() == Some(Phase::Production) { "diffusion" } else { "production" };
                let form = form.fill("version", &sheet.version.to_string()).fill("phase", next);
                let legal = sheet.takes_phase();
                (form, trying.on_sheet(Verb::SetPhase, &plan, &sheet, legal, Expected::Invalid))
            }
            "create_balance" | "save_balance_text" | "move_balance" | "reattach_balance"
            | "apply_balance" => self.about_balance(function, form, &plan, &sheet, trying).await,
            "save_milestone" | "tick_milestone" => {
                let (open, ticks) = (sheet.check_open().is_ok(), function == "tick_milestone");
                let id = if ticks { self.milestone(&sheet).await } else { MilestoneId::default() };
                let form = form.fill("line", &id.to_string()).fill("version", "1").fill("act", "done");
                // a sheet that is over has none: it is not found, once it is sure that one may write at all
                let form = form.fill("title", "Kit relu").fill("due", "juin 2026");
                (form, trying.on_sheet(Verb::KeepTimetable, &plan, &sheet, open, Expected::Refused))
            }
            "save_deliverable" | "move_deliverable" | "give_up_deliverable" => {
                let (open, adds) = (sheet.check_open().is_ok(), function == "save_deliverable");
                let id = if adds { DeliverableId::default() } else { self.deliverable(&sheet).await };
                let form = form.fill("line", &id.to_string()).fill("version", "1").fill("act", "begin");
                let form = form.fill("title", "Guide").fill("kind", "guide").fill("nature", "firms");
                let form = form.fill("rank", "final").fill("due", "juin 2026").fill("reason", "means");
                (form, trying.on_sheet(Verb::KeepTimetable, &plan, &sheet, open, Expected::Refused))
            }
            "open_ask" => {
                let form =
                    form.fill("addressee", "dreets").fill("about", "means").fill("request", "Un relais");
                let open = sheet.check_open().is_ok();
                (form, trying.on_sheet(Verb::AskSupport, &plan, &sheet, open, Expected::Refused))
            }
            "import_projects" => {
                let legal = sheet.check_writable(RubricKind::Projects).is_ok();
                // another one each time: what is there already is not written again
                let title = format!("Projet {}", Uuid::new_v4());
                let found = serde_json::json!({ "projects": [{ "line": 1, "number": null, "title": title, "goals": [], "publics": [] }], "errors": [], "warnings": [] });
                let form = form.fill("found", &found.to_string()).fill("chosen][", "1");
                (form, trying.on_sheet(Verb::EditRubric, &plan, &sheet, legal, Expected::Refused))
            }
            "write_comment" => {
                let open = sheet.check_open().is_ok();
                let form = form.fill("body", "Qu’en dit le comité ?");
                (form, trying.on_sheet(Verb::Comment, &plan, &sheet, open, Expected::Refused))
            }
            "edit_comment" | "remove_comment" => {
                let id = self.comment(&sheet).await;
                let form = form.fill("comment", &id.unwrap_or_default().to_string()).fill("version", "1");
                let form = form.fill("body", "Autre chose").fill("reason", "Hors sujet.");
                if function == "edit_comment" {
                    // another's is not changed, not even by the coordinator
                    return (form, trying.on_sheet(Verb::Comment, &plan, &sheet, false, Expected::Refused));
                }
                // a sheet that is over has none here
                let expected = match id {
                    Some(_) => trying.talking(Verb::ModerateComments, &plan, &sheet, true),
                    None => trying.expect(false, false, false, Expected::Hidden),
                };
                (form, expected)
            }
            "take_ask" | "answer_ask" | "move_ask" => {
                let ask = self.ask(&sheet).await;
                let owner = trying.who.filter(|_| trying.can(Verb::AnswerAsk, &plan, Some(&sheet)));
                let form = form
                    .fill("ask", &ask.unwrap_or_else(AskId::new).to_string())
                    .fill("version", "1")
                    .fill("owner", &owner.map(|who| who.id).unwrap_or_default().to_string())
                    .fill("answer", "Oui.")
                    .fill("due", "2099")
                    .fill("step", Step::Remind.word())
                    .fill("text", "Cela presse.");
                let reminds = function == "move_ask";
                let verb = if reminds { Verb::AskSupport } else { Verb::AnswerAsk };
                // a sheet that is over has none here, and takes no reminder
                let wrong = if reminds { Expected::Refused } else { Expected::Hidden };
                (form, trying.on_sheet(verb, &plan, &sheet, ask.is_some(), wrong))
            }
            _ => (
                form.fill("done", "Fait.").fill("next", "Suite.").fill("confidence", "secured"),
                trying.on_sheet(
                    Verb::AddUpdate,
                    &plan,
                    &sheet,
                    sheet.status.takes_updates(),
                    Expected::Refused,
                ),
            ),
        }
    }
}
