//! Kinds of organisations and colleges (DOMAIN.md §3).
use crate::words::words;

words! {
    /// Which side of the council an organisation sits on.
    College {
        State = "state", "État";
        Employers = "employers", "employeurs";
        Employees = "employees", "salariés";
        Prevention = "prevention", "sécurité sociale, expertise et prévention";
        Qualified = "qualified", "personnes qualifiées";
    }
}

words! {
    /// What a committee is for.
    CommitteeKind {
        Technical = "technical", "comité technique";
        Coordination = "coordination", "comité de coordination";
        WorkingGroup = "working_group", "groupe de travail";
    }
}
