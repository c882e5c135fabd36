//! Two people wrote the same rubric: both texts are shown, and one chooses.
use leptos::{prelude::*, server_fn::ServerFn};

use super::crumbs;
use crate::action_sheet::api::SaveRubric;
use crate::action_sheet::model::{Rubric, RubricForm, RubricKind, Sheet, clean};
use crate::draft::model::Draft;
use crate::error::AppError;
use crate::history;
use crate::session::Session;
use crate::ui::{Page, diff, form, hydration};
use crate::when;

/// The text that the author had read, from which both differ.
pub async fn base(s: &Session, sheet: &Sheet, kind: RubricKind, version: i32) -> Result<String, AppError> {
    if version == 0 {
        return Ok(String::new());
    }
    match history::store::version(&s.db.read, sheet.place().subject, kind.word(), version).await {
        Err(AppError::NotFound) => Ok(String::new()), // a draft may say anything; its page must open
        read => Ok(read?.text),
    }
}

pub fn screen(
    s: &Session,
    sheet: &Sheet,
    saved: &Rubric,
    draft: &Draft,
    typed: &RubricForm,
    base: &str,
) -> Page {
    let label = saved.kind.label();
    let kept = !typed.mine.is_empty() && (typed.choice == "mine" || typed.body.trim().is_empty());
    let mine = &clean(if kept { &typed.mine } else { &typed.body }); // browsers send other line ends than ours
    let saved_at = saved.at.map(|at| when::moment(at.with_timezone(&s.time_zone))).unwrap_or_default();
    let kept_at = when::moment(draft.kept_at.with_timezone(&s.time_zone));
    let by = saved.by_name.clone();
    let path = sheet.rubric_path(saved.kind);
    let next = saved.version + 1;
    let errors: Vec<_> = draft.errors.iter().filter(|e| !e.field.is_empty()).cloned().collect(); // « stale » is the page itself
    let answer = |value: &'static str, title: String, meaning: String| form::Choice {
        value,
        title,
        meaning,
        icon: None,
    };
    let answers = vec![
        answer(
            "third",
            "Un texte qui réunit les deux".into(),
            "à finir ci-dessous : votre texte y est déjà".into(),
        ),
        answer(
            "mine",
            "Mon texte tel quel".into(),
            format!("la version {} reste dans l’historique", saved.version),
        ),
        answer(
            "theirs",
            format!("Le texte de {by}"),
            "le vôtre reste 30 jours dans « Mes brouillons »".into(),
        ),
    ];
    let area = form::TextArea {
        name: "body",
        label: "Texte qui réunit les deux",
        hint: "Enregistré seulement si vous gardez le premier choix.",
        rows: 10,
        value: mine,
        errors: &errors,
    };
    let body = view! {
        {hydration()}
        <h1>{format!("Deux textes pour « {label} » : choisissez")}</h1>
        <p class="prose">
            {format!("{by} a enregistré cette rubrique le {saved_at}, pendant que vous écriviez. ")}
            <strong>"Rien n’est perdu et rien n’est remplacé :"</strong>" votre texte est gardé, le sien aussi."
        </p>
        {form::error_summary("Le texte n’est pas enregistré", &errors)}
        <div class="face-to-face">
            <section class="version">
                <header><h2>"Texte enregistré"</h2><p class="meta">{format!("version {}, {by}, {saved_at}", saved.version)}</p></header>
                <div>{diff::words(base, &saved.body)}</div>
            </section>
            <section class="version version--mine">
                <header><h2>"Votre texte"</h2><p class="meta">{format!("écrit sur la version {}, gardé le {kept_at}, pas encore enregistré", typed.version)}</p></header>
                <div>{diff::words(base, mine)}</div>
            </section>
        </div>
        <p class="meta">{format!("Les différences sont marquées par rapport à la version {} : souligné, ajouté ; barré, retiré.", typed.version)}</p>
        <form class="entry container--narrow" method="post" action={<SaveRubric as ServerFn>::url()}>
            {form::hidden(draft.key, &path)}
            {form::carried("sheet", sheet.id)}
            {form::carried("rubric", saved.kind.word())}
            {form::carried("version", saved.version)}
            {form::carried("mine", mine.clone())}
            {form::choices("choice", "Que voulez-vous enregistrer ?", "", answers, "third", &[])}
            <div class="merged">{area.view()}</div>
            {form::submit_bar(&format!("Enregistrer la version {next}"), true, view! { <p class="meta">"Votre texte est gardé."</p> })}
        </form>
        <ul class="actions"><li><a class="fr-btn fr-btn--tertiary" href=sheet.path()>"Décider plus tard"</a></li></ul>
    };
    let prefix = if errors.is_empty() { "" } else { "Erreur : " };
    Page::new(
        format!("{prefix}Deux textes pour « {label} », {}", sheet.name().to_lowercase()),
        crumbs(sheet),
        body,
    )
}
