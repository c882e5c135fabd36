//! The starting policy (DOMAIN.md §2): one exhaustive `match` per verb, on the role and its distance to the object.
//!
//! What depends on the state of a sheet beyond the two classes of reading (a locked rubric, a closed sheet) is a
//! rule of the sheet's model, which explains itself; here stands only who may try.
use super::model::{Reach, Role};
use crate::words::words;

words! {
    /// What can be done, so far.
    Verb {
        SeePlan = "see_plan", "voir le plan et le tableau";
        SeeSheet = "see_sheet", "voir une fiche adoptée";
        SeeDraft = "see_draft", "voir une fiche en projet";
        EditRubric = "edit_rubric", "écrire une rubrique";
        AddUpdate = "add_update", "ajouter un point";
        KeepTimetable = "keep_timetable", "tenir les jalons et les livrables";
        AskSupport = "ask_support", "demander un appui";
        SeeAsks = "see_asks", "voir les demandes d’appui";
        AnswerAsk = "answer_ask", "répondre à une demande d’appui";
        SeeComments = "see_comments", "lire la discussion";
        Comment = "comment", "commenter";
        ModerateComments = "moderate_comments", "retirer le commentaire d’autrui";
        MoveSheet = "move_sheet", "changer l’état";
        SetPhase = "set_phase", "dire la phase";
        ProposeAmendment = "propose_amendment", "proposer un avenant";
        DecideAmendment = "decide_amendment", "décider d’un avenant";
        ProposeSheet = "propose_sheet", "proposer une fiche émergente";
        EditBalance = "edit_balance", "écrire un bilan";
        SubmitBalance = "submit_balance", "remettre un bilan";
        DecideBalance = "decide_balance", "valider, publier ou renvoyer un bilan";
        ImportBalance = "import_balance", "lire un bilan à importer";
        ImportPlan = "import_plan", "importer un plan";
        ManagePeople = "manage_people", "gérer les personnes";
        ManageCommittees = "manage_committees", "gérer les comités";
        SeeDirectory = "see_directory", "lire l’annuaire";
        SeeContacts = "see_contacts", "voir les adresses";
        ManagePlans = "manage_plans", "créer un plan";
        ManageTemplate = "manage_template", "tenir la trame";
        FollowMail = "follow_mail", "suivre le courrier";
        ManageAccounts = "manage_accounts", "gérer les comptes";
    }
}

/// Whether a mandate of this role, at this distance from the object, allows the act.
pub fn allows(verb: Verb, role: Role, reach: Reach) -> bool {
    match verb {
        Verb::SeePlan | Verb::SeeSheet | Verb::SeeDirectory => match (role, reach) {
            (_, Reach::Elsewhere) => false,
            (Role::Admin, Reach::Own | Reach::SameRegion) => false, // accounts only, no right on content
            (
                Role::Coordinator
                | Role::Support
                | Role::Pilot
                | Role::CoPilot
                | Role::Contributor
                | Role::CouncilMember
                | Role::CouncilChair
                | Role::RelayContact,
                Reach::Own | Reach::SameRegion,
            ) => true,
        },
        Verb::SeeDraft => match role {
            Role::Coordinator | Role::Support => reach == Reach::Own,
            Role::Pilot | Role::CoPilot | Role::Contributor => reach == Reach::Own,
            Role::CouncilMember | Role::CouncilChair | Role::RelayContact | Role::Admin => false,
        },
        Verb::EditRubric | Verb::ProposeAmendment | Verb::EditBalance => match role {
            Role::Coordinator | Role::Support | Role::Pilot | Role::CoPilot => reach == Reach::Own,
            Role::Contributor
            | Role::CouncilMember
            | Role::CouncilChair
            | Role::RelayContact
            | Role::Admin => false,
        },
        Verb::SeeContacts => match (role, reach) {
            (_, Reach::Elsewhere) => false,
            (Role::Coordinator | Role::Support, Reach::Own | Reach::SameRegion) => true,
            (
                Role::Pilot
                | Role::CoPilot
                | Role::Contributor
                | Role::CouncilMember
                | Role::CouncilChair
                | Role::RelayContact
                | Role::Admin,
                Reach::Own | Reach::SameRegion,
            ) => false, // unless their holder shows them
        },
        Verb::AskSupport => match role {
            Role::Coordinator | Role::Pilot | Role::CoPilot => reach == Reach::Own,
            Role::Support => false, // it is asked, it does not ask in a pilot's place
            Role::Contributor
            | Role::CouncilMember
            | Role::CouncilChair
            | Role::RelayContact
            | Role::Admin => false,
        },
        Verb::SeeAsks => match role {
            Role::Coordinator | Role::Support | Role::Pilot | Role::CoPilot | Role::Contributor => {
                reach == Reach::Own
            }
            // as long as nothing is asked of the council, what a committee asks stays between it and who answers
            Role::CouncilMember | Role::CouncilChair | Role::RelayContact | Role::Admin => false,
        },
        Verb::AnswerAsk => match role {
            Role::Coordinator | Role::Support => reach == Reach::Own,
            Role::Pilot
            | Role::CoPilot
            | Role::Contributor
            | Role::CouncilMember
            | Role::CouncilChair
            | Role::RelayContact
            | Role::Admin => false,
        },
        // whoever works on the plan reads what is said of a sheet that she sees; relays do not work on it
        Verb::SeeComments => match (role, reach) {
            (_, Reach::Elsewhere) => false,
            (
                Role::Coordinator
                | Role::Support
                | Role::Pilot
                | Role::CoPilot
                | Role::Contributor
                | Role::CouncilMember
                | Role::CouncilChair,
                Reach::Own | Reach::SameRegion,
            ) => true,
            (Role::RelayContact | Role::Admin, Reach::Own | Reach::SameRegion) => false,
        },
        Verb::Comment => match role {
            Role::Coordinator
            | Role::Support
            | Role::Pilot
            | Role::CoPilot
            | Role::Contributor
            | Role::CouncilMember
            | Role::CouncilChair => reach == Reach::Own,
            Role::RelayContact | Role::Admin => false,
        },
        Verb::AddUpdate | Verb::KeepTimetable | Verb::SetPhase | Verb::ProposeSheet | Verb::SubmitBalance => {
            match role {
                Role::Coordinator | Role::Pilot | Role::CoPilot => reach == Reach::Own,
                Role::Support => false, // support edits texts; the pilot's word and dates are the pilot's
                Role::Contributor
                | Role::CouncilMember
                | Role::CouncilChair
                | Role::RelayContact
                | Role::Admin => false,
            }
        }
        Verb::MoveSheet
        | Verb::DecideAmendment
        | Verb::DecideBalance
        | Verb::ModerateComments
        | Verb::ImportPlan
        | Verb::ManagePeople
        | Verb::ManageCommittees
        | Verb::ManageTemplate => match role {
            Role::Coordinator => reach == Reach::Own,
            Role::Support | Role::Pilot | Role::CoPilot | Role::Contributor => false,
            Role::CouncilMember | Role::CouncilChair | Role::RelayContact | Role::Admin => false,
        },
        Verb::FollowMail | Verb::ManageAccounts => match role {
            Role::Admin => true, // of the whole platform, wherever one stands
            Role::Coordinator | Role::Support | Role::Pilot | Role::CoPilot | Role::Contributor => false,
            Role::CouncilMember | Role::CouncilChair | Role::RelayContact => false,
        },
        // on the plan, where a pilot's committee is not said: which action it goes to is asked by `EditBalance`
        Verb::ImportBalance => match role {
            Role::Coordinator | Role::Support => reach == Reach::Own,
            Role::Pilot | Role::CoPilot => reach != Reach::Elsewhere,
            Role::Contributor
            | Role::CouncilMember
            | Role::CouncilChair
            | Role::RelayContact
            | Role::Admin => false,
        },
        Verb::ManagePlans => match role {
            Role::Coordinator | Role::Support | Role::Pilot | Role::CoPilot | Role::Contributor => false, // with the installation
            Role::CouncilMember | Role::CouncilChair | Role::RelayContact | Role::Admin => false,
        },
    }
}

/// The policy as a table: a row per role and distance, a column per verb. `matrix.txt` is its golden copy.
pub fn matrix() -> String {
    let mut out = format!("{:<48}", "mandat, et sa distance à l’objet");
    for verb in Verb::ALL {
        out += &format!(" | {}", verb.label());
    }
    let mut row = |title: String, allowed: &dyn Fn(Verb) -> bool| {
        out += &format!("\n{title:<48}");
        for verb in Verb::ALL {
            let width = verb.label().chars().count();
            out += &format!(" | {:<width$}", if allowed(*verb) { "oui" } else { "–" });
        }
    };
    for role in Role::ALL {
        for reach in Reach::ALL {
            row(format!("{}, {}", role.label(), reach.label()), &|verb| allows(verb, *role, *reach));
        }
    }
    row("personne sans mandat, ou non connectée".into(), &|_| false);
    row("système (tâche, commande, démonstration)".into(), &|_| true);
    out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}
