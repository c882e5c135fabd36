//! What was read of a document: where each line goes, what is in no rubric, and the choice of the action.
use leptos::{prelude::*, server_fn::ServerFn};

use super::{offered, options};
use crate::access::Verb;
use crate::action_sheet::model::Sheet;
use crate::balance::api::ApplyBalance;
use crate::balance::import::{Notice, Reading};
use crate::balance::model::{ApplyForm, Part};
use crate::balance::store::{self, StoredImport};
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::plan::{self, model::Plan};
use crate::session::Session;
use crate::text::{counted, fold};
use crate::ui::{Crumb, Page, form, hydration, markdown, page, segment};
use crate::when;

#[component]
pub fn BalancePreviewPage() -> impl IntoView {
    let (region, plan, id) = (segment("region"), segment("plan"), segment("import").parse().ok());
    let session = Session::signed_in();
    page(async move {
        let s = session?;
        let plan = plan::store::find(&s.db.read, &s.actor, &region, &plan).await?;
        s.actor.may(Verb::ImportBalance, plan.place())?;
        let import = store::get_import(&s.db.read, &s.actor, &plan, id.ok_or(AppError::NotFound)?).await?;
        let reading = store::read_source(import.source.clone()).await?;
        let before = store::applied_before(&s.db.read, &plan, &import).await?;
        let sheets = offered(&s, &plan.place()).await?;
        let proposed = proposed(&reading, &sheets);
        let path = format!("{}/bilans/import", plan.path());
        let here = format!("{path}/{}", import.id);
        let fresh = || ApplyForm {
            action: proposed.map(|sheet| sheet.id.to_string()).unwrap_or_default(),
            title: "Bilan".into(),
            ..ApplyForm::default()
        };
        let open = import.balance.is_none() && reading.may_be_applied();
        let f = match open {
            true => Some(draft::open::<ApplyForm>(&s, &here, "apply", fresh).await?),
            false => None,
        };
        let at = when::moment(import.at.with_timezone(&s.time_zone));
        let twice = before.map(|(at, by)| {
            let at = when::moment(at.with_timezone(&s.time_zone));
            format!("Ce même document a déjà été importé le {at} par {by}.")
        });
        let title = f.as_ref().map_or_else(|| "Bilan lu".to_owned(), |f| f.title("Aperçu du bilan"));
        let body = view! {
            {hydration()}
            <h1>{reading.title.clone().unwrap_or_else(|| "Bilan sans titre".into())}</h1>
            <p class="meta">{format!("{} · {at} · {}", import.source_name, import.by_name)}</p>
            <p>{said(&reading)}</p>
            {twice.map(|twice| view! { <div class="fr-alert fr-alert--warning"><p>{twice}</p></div> })}
            {notices("À corriger", "fr-alert fr-alert--error", &reading.errors)}
            {f.map(|f| choice(&s, &plan, &import, &reading, &sheets, &f))}
            {notices("À vérifier", "fr-alert fr-alert--warning", &reading.warnings)}
            {left_out(&reading)}
            {Part::ALL.iter().map(|part| rubric(&reading, *part)).collect_view()}
            <p><a class="fr-link" href=path.clone()>"Importer un autre document"</a></p>
        };
        let crumbs = vec![
            Crumb(format!("{}, {}", plan.name, plan.region), plan.path()),
            Crumb("Importer un bilan".into(), path),
        ];
        Ok(Page::new(format!("{title}, {}", plan.name), crumbs, body).narrow())
    })
}

/// The action whose code the document says; nothing is proposed where it says none.
fn proposed<'a>(reading: &Reading, sheets: &'a [Sheet]) -> Option<&'a Sheet> {
    let code = reading.action.as_ref()?;
    sheets.iter().find(|sheet| sheet.code.as_ref() == Some(code))
}

/// « Axe 2, action 2.4.1 : 2 phrases et 24 éléments repris, 0 ligne non classée. »
fn said(reading: &Reading) -> String {
    let axis = reading.axis.map(|axis| match axis.number() {
        Some(number) => format!("axe {number}"),
        None => "axe transversal".into(),
    });
    let action = reading.action.as_ref().map(|code| format!("action {code}"));
    let about: Vec<String> = axis.into_iter().chain(action).collect();
    let about = if about.is_empty() { "ni axe ni action".to_owned() } else { about.join(", ") };
    let (leads, entries) = Part::ALL
        .iter()
        .map(|part| reading.content(*part))
        .fold((0, 0), |sum, content| (sum.0 + content.leads().count(), sum.1 + content.entries().count()));
    format!(
        "Le document dit : {about}. {} et {} vont dans une rubrique, {}.",
        counted(leads, "phrase", "phrases"),
        counted(entries, "élément de liste", "éléments de liste"),
        match reading.unclassified.len() {
            0 => "rien n’est de côté".to_owned(),
            left => counted(left, "ligne n’est pas classée", "lignes ne sont pas classées"),
        },
    )
}

fn choice(
    s: &Session,
    plan: &Plan,
    import: &StoredImport,
    reading: &Reading,
    sheets: &[Sheet],
    f: &Opened<ApplyForm>,
) -> impl IntoView + use<> {
    let proposed = proposed(reading, sheets);
    let hint = match proposed {
        Some(sheet) => format!("Le document dit « {} ». Vérifiez.", sheet.name()),
        None => match &reading.action {
            Some(code) => format!(
                "Le document dit « Action {code} », qui n’est pas de ce plan, ou sur laquelle vous n’écrivez pas."
            ),
            None => "Le document ne dit pas laquelle.".to_owned(),
        },
    };
    let mut options = options(sheets);
    // the one that the document says comes first
    options.sort_by_key(|(id, _)| Some(id) != proposed.map(|sheet| sheet.id.to_string()).as_ref());
    view! {
        <section aria-labelledby="reprendre">
            <h2 id="reprendre">"Reprendre ce bilan"</h2>
            {draft::parts::refused(f, "Le bilan n’est pas repris")}
            <form class="entry" method="post" action={<ApplyBalance as ServerFn>::url()}>
                {draft::parts::carried(f)}
                {form::carried("plan", plan.id)}
                {form::carried("import", import.id)}
                {form::select("action", "De quelle action est-ce le bilan ?", &hint, options, &f.typed.action, &f.errors)}
                {form::input("text", "title", "Nom du bilan", "Exemple : « Bilan à mi-parcours, 2023 ».", &f.typed.title, &f.errors)}
                <p>{format!("Un brouillon sera fait, signé {}. Le document est gardé à côté.", s.actor.name())}</p>
                <button class="fr-btn">"Reprendre en brouillon"</button>
            </form>
        </section>
    }
}

fn notices(title: &'static str, class: &'static str, notices: &[Notice]) -> Option<impl IntoView + use<>> {
    let lines = notices.iter().map(|notice| {
        let line = notice.line.map(|line| format!("Ligne {line} : ")).unwrap_or_default();
        view! { <li>{line}{notice.message.clone()}</li> }
    });
    let lines = lines.collect_view();
    (!notices.is_empty()).then(|| {
        view! { <div class=class><h2 class="fr-alert__title">{title}</h2><ul>{lines}</ul></div> }
    })
}

/// What is in no rubric, in view.
fn left_out(reading: &Reading) -> Option<impl IntoView + use<>> {
    let lines = reading.unclassified.iter().map(|left| {
        view! { <li>{left.text.clone()}<span class="meta">{format!(" (ligne {})", left.line)}</span></li> }
    });
    let lines = lines.collect_view();
    (!reading.unclassified.is_empty()).then(|| {
        view! {
            <section aria-labelledby="non-classe">
                <h2 id="non-classe">"Non classé"</h2>
                <p class="meta">"Ces lignes ne vont dans aucune rubrique. Elles restent ici, à côté du bilan : recopiez ce qui compte."</p>
                <ul>{lines}</ul>
            </section>
        }
    })
}

fn rubric(reading: &Reading, part: Part) -> impl IntoView + use<> {
    let body = reading.content(part).markdown();
    let id = part.slug();
    let name = |text: &str| text.replace("**", "").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let under: Vec<String> = reading
        .headings
        .iter()
        .filter(|heading| heading.rubrics.contains(&part.word()))
        .map(|heading| name(&heading.text))
        .filter(|name| fold(name) != fold(part.label()))
        .map(|name| format!("« {name} »"))
        .collect();
    let under =
        (!under.is_empty()).then(|| view! { <p class="meta">{format!("Lu sous {}.", under.join(", "))}</p> });
    view! {
        <section class="rubric" aria-labelledby=id>
            <h2 id=id>{part.label()}</h2>
            {under}
            {if body.is_empty() {
                view! { <p class="meta">"Rien dans le document."</p> }.into_any()
            } else {
                view! { <div class="prose" inner_html=markdown::to_html(&body)></div> }.into_any()
            }}
        </section>
    }
}
