//! The template that every plan begins with, version 1. It is never changed: sheets that follow it must find it again.
use super::model::{FIRST, Reuse, Section, Template};
use crate::action_sheet::rubric::RubricKind;

impl Template {
    /// The first version, the same for every plan.
    pub fn first() -> Self {
        let sections = RubricKind::ALL.iter().map(|kind| Section::worded(*kind)).collect();
        Self {
            number: FIRST,
            version: FIRST,
            sections,
            note: "Trame de départ de Prisme.".into(),
            published: None,
        }
    }
}

impl Section {
    /// A rubric as the house words it.
    pub fn worded(kind: RubricKind) -> Self {
        use Reuse::{Balance, Pitch, Public, Table};
        let (instruction, reuse): (&str, &[Reuse]) = match kind {
            RubricKind::Stake => (
                "Pourquoi cette action : le risque, qui est exposé, ce qui existe déjà dans la région.",
                &[Balance, Public],
            ),
            RubricKind::Goals => (
                "Ce que l’action veut changer, puis ce qui sera fait pour y arriver. Deux à cinq objectifs suffisent.",
                &[Table, Pitch, Balance, Public],
            ),
            RubricKind::Themes => (
                "De quoi l’action parle, et à quel moment elle agit : c’est par là qu’on la retrouve.",
                &[Table, Public],
            ),
            RubricKind::Targeting => (
                "Pour qui l’action est faite : publics, tailles d’entreprise, branches, départements, et pourquoi ceux-là.",
                &[Pitch, Balance, Public],
            ),
            RubricKind::Projects => (
                "Les parties numérotées de l’action, avec ce que chacune vise et pour qui.",
                &[Balance, Public],
            ),
            RubricKind::Indicators => {
                ("Ce qui sera compté pour savoir si l’action avance et ce qu’elle change.", &[Pitch, Balance])
            }
            RubricKind::Means => ("Les jours et les euros demandés, obtenus, dépensés.", &[Pitch, Balance]),
            RubricKind::Partners => {
                ("Les structures qui portent l’action, et ce à quoi chacune s’engage.", &[Balance, Public])
            }
            RubricKind::Links => (
                "Les actions dont celle-ci dépend, qu’elle complète, ou qui visent le même public, de ce plan ou d’un autre.",
                &[Pitch, Balance],
            ),
            RubricKind::Approach => (
                "Comment l’action va se faire : les étapes, qui fait quoi, ce qui se décide en chemin.",
                &[Public],
            ),
            RubricKind::Milestones => {
                ("Ce que l’action passera, et quand : « kit relu, juin 2026 ».", &[Table, Pitch, Balance])
            }
            RubricKind::Deliverables => (
                "Ce que l’action remettra, à qui, et quand : « guide de repérage, pour les entreprises, fin 2026 ».",
                &[Table, Pitch, Balance, Public],
            ),
            RubricKind::Obstacles => (
                "Ce qui peut gêner l’action et que le comité connaît déjà, avec ce qui aiderait.",
                &[Pitch, Balance],
            ),
            RubricKind::Diffusion => {
                ("Par qui et comment les livrables parviendront à ceux qu’ils visent.", &[Balance, Public])
            }
        };
        Self {
            kind,
            title: kind.label().into(),
            instruction: instruction.into(),
            mandatory: kind == RubricKind::Stake,
            reuse: reuse.to_vec(),
            version: 1,
        }
    }
}
