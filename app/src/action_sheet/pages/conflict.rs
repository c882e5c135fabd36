//! Two people wrote the same rubric: both texts are shown, and one chooses.
use leptos::{prelude::*, server_fn::ServerFn};

use crate::action_sheet::api::SaveRubric;
use crate::action_sheet::model::{Choice, Rubric, RubricForm, Sheet};
use crate::action_sheet::parts::crumbs;
use crate::draft::{self, Opened};
use crate::error::AppError;
use crate::history;
use crate::session::Session;
use crate::text::{clean, of};
use crate::ui::{Page, diff, form, hydration};
use crate::when;

/// The screen; a form that was already one of conflict keeps its texts and the version from which they differ.
pub async fn screen(
    s: &Session,
    sheet: &Sheet,
    saved: &Rubric,
    f: &Opened<RubricForm>,
) -> Result<Page, AppError> {
    let (read, mine) =
        if f.typed.settles { (f.typed.base, &f.typed.mine) } else { (f.typed.version, &f.typed.body) };
    let mine = &clean(mine); // browsers end lines with CR LF: compared as it would be kept
    let base = match history::store::version(&s.db.read, sheet.place().subject, saved.kind.word(), read).await
    {
        Ok(entry) => entry.text,
        Err(AppError::NotFound) => String::new(), // nothing had been written yet
        Err(error) => return Err(error),
    };
    let third = if f.typed.body.trim().is_empty() { mine } else { &f.typed.body };
    let label = saved.kind.label();
    let saved_at = saved.at.map(|at| when::moment(at.with_timezone(&s.time_zone))).unwrap_or_default();
    let kept_at =
        f.draft.as_ref().map(|d| when::moment(d.kept_at.with_timezone(&s.time_zone))).unwrap_or_default();
    let by = saved.by_name.clone();
    let answers = Choice::ALL
        .iter()
        .map(|choice| {
            let (title, meaning) = match choice {
                Choice::Third => {
                    (choice.label().into(), "à finir ci-dessous : votre texte y est déjà".into())
                }
                Choice::Mine => {
                    (choice.label().into(), format!("la version {} reste dans l’historique", saved.version))
                }
                Choice::Theirs => (
                    format!("Le texte {}", of(&by)),
                    "le vôtre reste 30 jours dans « Mes brouillons »".into(),
                ),
            };
            form::Choice { value: choice.word(), title, meaning, icon: None }
        })
        .collect();
    // what was chosen about another text than the one that is saved now is to be chosen again
    let chosen = if f.typed.version == saved.version { f.typed.choice.as_str() } else { "" };
    let area = form::TextArea {
        name: "body",
        label: "Texte qui réunit les deux",
        titled: false,
        hint: "Enregistré seulement avec le premier choix.",
        rows: 10,
        value: third,
        errors: &f.errors,
    };
    let body = view! {
        {hydration()}
        <h1>{format!("Deux textes pour « {label} » : choisissez")}</h1>
        <p class="prose">
            {format!("{by} a enregistré cette rubrique le {saved_at}, pendant que vous écriviez. ")}
            <strong>"Rien n’est perdu et rien n’est remplacé :"</strong>" votre texte est gardé, le sien aussi."
        </p>
        {draft::parts::refused(f, "Le texte n’est pas enregistré")}
        <div class="face-to-face">
            <section class="version">
                <header><h2>"Texte enregistré"</h2><p class="meta">{format!("version {}, {by}, {saved_at}", saved.version)}</p></header>
                <div>{diff::written(&base, &saved.body)}</div>
            </section>
            <section class="version version--mine">
                <header><h2>"Votre texte"</h2><p class="meta">{format!("écrit sur la version {read}, gardé le {kept_at}, pas encore enregistré")}</p></header>
                <div>{diff::written(&base, mine)}</div>
            </section>
        </div>
        <p class="meta">{format!("Les différences sont marquées par rapport à la version {read} : souligné, ajouté ; barré, retiré.")}</p>
        <form class="entry container--narrow" method="post" action={<SaveRubric as ServerFn>::url()}>
            {draft::parts::carried(f)}
            {form::carried("sheet", sheet.id)}
            {form::carried("rubric", saved.kind.word())}
            {form::carried("version", saved.version)}
            {form::carried("settles", true)}
            {form::carried("base", read)}
            {form::carried("mine", mine.clone())}
            {form::choices("choice", "Que voulez-vous enregistrer ?", "", answers, chosen, &f.errors)}
            <div class="merged">{area.view()}</div>
            {form::submit_bar(&format!("Enregistrer la version {}", saved.version + 1), true, Some(("Décider plus tard", sheet.path())), draft::parts::autosave(f))}
        </form>
    };
    let title = f.title(&format!("Deux textes pour « {label} », {}", sheet.name().to_lowercase()));
    Ok(Page::new(title, crumbs(sheet), body).explaining())
}
